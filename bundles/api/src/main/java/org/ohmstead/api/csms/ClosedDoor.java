package org.ohmstead.api.csms;

/**
 * A network port, or the database, that cannot be opened. Registered as a service for as long as that is so; before the server was ready for the
 * first time it ends the start.
 *
 * @param name as in {@link Door#name}
 * @param reason a sentence for the operator: which port, why not, what to change
 */
public record ClosedDoor(String name, String reason) implements HealthCheck {

    @Override
    public Health check() {
        return new Health(Status.DOWN, reason, "Free the port, or set another one.");
    }
}
