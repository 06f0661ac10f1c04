package org.ohmstead.alerts;

import org.ohmstead.api.csms.HealthCheck;

/**
 * Says that a rule cannot be followed as it is written.
 *
 * @param place the file, and the line of the key
 * @param what is wrong, and what the rule does until it is mended; without an end to the sentence
 */
record MistakenRule(String rule, String place, String what) implements HealthCheck {

    @Override
    public String name() {
        return "alert " + rule;
    }

    @Override
    public Health check() {
        return new Health(Status.WARN, place + ": " + what + ".", "Mend the file; it counts as soon as it changes.");
    }
}
