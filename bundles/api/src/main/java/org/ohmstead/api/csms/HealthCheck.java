package org.ohmstead.api.csms;

import org.osgi.annotation.versioning.ConsumerType;

/** Something that can say how it is. Registered as a service by the bundle it is about. */
@ConsumerType
public interface HealthCheck {

    /** Short and stable, for example {@code store}. */
    String name();

    /** Called every few seconds on any thread; must answer within a second. */
    Health check();

    /**
     * How it is.
     *
     * @param status worst first wins when many are joined
     * @param message a sentence
     * @param remedy what to do about it; empty when all is well
     */
    record Health(Status status, String message, String remedy) {

        public static Health ok(String message) {
            return new Health(Status.OK, message, "");
        }
    }

    /** From good to bad. */
    enum Status {
        OK,
        WARN,
        DOWN
    }
}
