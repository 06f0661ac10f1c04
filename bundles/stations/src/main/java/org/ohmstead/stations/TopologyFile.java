package org.ohmstead.stations;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.settings.Counts;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One file {@code config/org.ohmstead.stations.topology~<name>.cfg}. */
@Component(
        service = TopologyFile.class,
        configurationPid = "org.ohmstead.stations.topology",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TopologyFile.Settings.class, factory = true)
public final class TopologyFile {

    /** For whom, and which connectors share an EVSE. */
    @Counts(when = Counts.When.AT_NEXT_BOOT)
    @ObjectClassDefinition(
            name = "Connectors that share an EVSE",
            description = "For stations that count connectors and know no EVSEs: which of them charge one car at a time"
                    + " together. Counts from a station's next boot at which none of its transactions runs. Of several"
                    + " files that fit, the one that names stations, model and vendor most precisely counts; without"
                    + " one, a station stays as it is.")
    public @interface Settings {

        @AttributeDefinition(description = "The vendor as the station tells it; * stands for any text. Empty: all.")
        String vendor() default "";

        @AttributeDefinition(description = "The model as the station tells it; * stands for any text. Empty: all.")
        String model() default "";

        @AttributeDefinition(
                description = "Identities of stations, separated by commas; * stands for any text. Empty: all.")
        String stations() default "";

        @AttributeDefinition(
                description =
                        "The connectors of each EVSE, separated by commas; EVSEs are separated by semicolons, as in"
                                + " 1,2; 3,4. Connectors that are not named have an EVSE each. Empty: all of them have.")
        String evses() default "";
    }

    /** The one that says most about the station first. */
    static final Comparator<TopologyFile> MOST_PRECISE =
            Comparator.comparingInt(TopologyFile::precision).reversed().thenComparing(file -> file.name);

    private final String name;
    private final Settings settings;
    private final Kind kind;
    private final Topology topology;

    /** @throws IllegalArgumentException with a sentence for people where the EVSEs make no sense */
    @Activate
    public TopologyFile(Settings settings, Map<String, Object> properties) {
        this.settings = settings;
        name = String.valueOf(properties.get("service.pid"));
        kind = new Kind(settings.vendor(), settings.model());
        topology = Topology.parse(settings.evses());
    }

    Topology topology() {
        return topology;
    }

    boolean applies(StationId station, Optional<Hardware> hardware) {
        return kind.fits(hardware.map(Hardware::vendor), hardware.map(Hardware::model))
                && Arrays.stream(settings.stations().split(","))
                        .anyMatch(one -> Kind.fits(one, Optional.of(station.value())));
    }

    private int precision() {
        return kind.precision() + (settings.stations().isBlank() ? 0 : 4);
    }
}
