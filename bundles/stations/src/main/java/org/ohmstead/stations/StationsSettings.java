package org.ohmstead.stations;

import org.ohmstead.api.settings.Counts;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What stations are told and who may come. */
@ObjectClassDefinition(name = "Stations", description = "What stations are told when they boot, and who may connect.")
public @interface StationsSettings {

    @AttributeDefinition(
            description = "How often a station without anything else to say sends a heartbeat, in seconds, unless"
                    + " a recipe of provisioning wants another interval. It takes effect when the station boots.",
            min = "10",
            max = "86400")
    @Counts(when = Counts.When.AT_NEXT_BOOT)
    int heartbeatSeconds() default 300;

    @AttributeDefinition(
            description = "When a station that still waits to be accepted asks again, in seconds.",
            min = "10",
            max = "86400")
    int retrySeconds() default 60;

    @AttributeDefinition(
            description = "For trials only: let every unknown station connect and charge without a password.")
    boolean acceptUnknown() default false;
}
