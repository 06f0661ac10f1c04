package org.ohmstead.alerts;

import org.ohmstead.api.csms.HealthCheck;

/**
 * Says that the names a rule is for cannot be read, and that it watches all until they can.
 *
 * @param why of the regular expression, without an end to the sentence
 */
record MistakenRule(String rule, String why) implements HealthCheck {

    @Override
    public String name() {
        return "alert " + rule;
    }

    @Override
    public Health check() {
        return new Health(
                Status.WARN,
                "The key only is not a regular expression (" + why + "); the rule watches all.",
                "Correct it in config/org.ohmstead.alerts~" + rule + ".cfg.");
    }
}
