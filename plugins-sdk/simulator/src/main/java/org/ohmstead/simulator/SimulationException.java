package org.ohmstead.simulator;

/** A script asked for what cannot be: nobody answered in time, or the simulated world does not allow it. */
public class SimulationException extends RuntimeException {

    public SimulationException(String message) {
        super(message);
    }

    public SimulationException(String message, Throwable cause) {
        super(message, cause);
    }
}
