package org.ohmstead.ocpp.rpc.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.WirePolicy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One file {@code org.ohmstead.ocpp.wirepolicy~name.cfg}: whom it is for, and what they need. */
@Component(configurationPid = "org.ohmstead.ocpp.wirepolicy", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredWirePolicy.Settings.class, factory = true)
public final class ConfiguredWirePolicy implements WirePolicy {

    /** Whom it is for: all that is given must fit. What it says: -1 leaves a matter to others. */
    @ObjectClassDefinition(
            name = "Stations that want to be spoken to differently",
            description = "What stations of one vendor or model, or single stations, need on the wire.")
    public @interface Settings {

        @AttributeDefinition(
                description = "Part of the vendor's name as stations give it when they boot. Empty is any vendor.",
                required = false)
        String vendor() default "";

        @AttributeDefinition(description = "Part of the model's name. Empty is any model.", required = false)
        String model() default "";

        @AttributeDefinition(
                description = "Identities of stations, separated by commas; one that ends in * is any that begins so."
                        + " Empty is any station.",
                required = false)
        String stations() default "";

        @AttributeDefinition(
                description = "Seconds between the pings of the server; 0 sends none.",
                min = "-1",
                max = "86400")
        int pingSeconds() default -1;

        @AttributeDefinition(
                description = "A connection is ended when nothing came for so many seconds; 0 never ends one.",
                min = "-1",
                max = "604800")
        int silenceSeconds() default -1;

        @AttributeDefinition(
                description = "Milliseconds of rest between an answer of the station and the next command for it.",
                min = "-1",
                max = "60000")
        int callGapMillis() default -1;

        @AttributeDefinition(
                description = "How many seconds the station may take to answer a command.",
                min = "-1",
                max = "600")
        int callTimeoutSeconds() default -1;
    }

    private final String vendor;
    private final String model;
    private final List<String> stations;
    private final Settings settings;

    @Activate
    public ConfiguredWirePolicy(Settings settings) {
        this.settings = settings;
        vendor = settings.vendor().strip().toLowerCase(Locale.ROOT);
        model = settings.model().strip().toLowerCase(Locale.ROOT);
        stations = Arrays.stream(settings.stations().split(","))
                .map(String::strip)
                .filter(station -> !station.isEmpty())
                .toList();
    }

    @Override
    public boolean applies(StationId station, Optional<Hardware> hardware) {
        return (stations.isEmpty() || stations.stream().anyMatch(one -> names(one, station.value())))
                && isPart(vendor, hardware.map(Hardware::vendor))
                && isPart(model, hardware.map(Hardware::model));
    }

    private static boolean names(String pattern, String station) {
        return pattern.endsWith("*")
                ? station.startsWith(pattern.substring(0, pattern.length() - 1))
                : station.equals(pattern);
    }

    private static boolean isPart(String wanted, Optional<String> given) {
        return wanted.isEmpty()
                || given.filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
                        .isPresent();
    }

    @Override
    public Optional<Duration> ping() {
        return said(Duration.ofSeconds(settings.pingSeconds()));
    }

    @Override
    public Optional<Duration> silence() {
        return said(Duration.ofSeconds(settings.silenceSeconds()));
    }

    @Override
    public Optional<Duration> callGap() {
        return said(Duration.ofMillis(settings.callGapMillis()));
    }

    /** No time at all to answer is no opinion either. */
    @Override
    public Optional<Duration> callTimeout() {
        return said(Duration.ofSeconds(settings.callTimeoutSeconds())).filter(Duration::isPositive);
    }

    private static Optional<Duration> said(Duration duration) {
        return Optional.of(duration).filter(given -> !given.isNegative());
    }
}
