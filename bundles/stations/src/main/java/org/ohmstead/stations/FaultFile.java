package org.ohmstead.stations;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.model.FaultCode;
import org.ohmstead.api.model.Hardware;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One file {@code config/org.ohmstead.stations.faults~<name>.cfg}. */
@Component(
        service = FaultFile.class,
        configurationPid = "org.ohmstead.stations.faults",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FaultFile.Settings.class, factory = true)
public final class FaultFile {

    /** Whose codes they are, and what they mean. */
    @ObjectClassDefinition(
            name = "Error codes of a vendor",
            description = "What error codes of stations mean: those of a vendor, or other words for those of the"
                    + " standards. Of several files that know a code, the one that names model and vendor most"
                    + " precisely counts.")
    public @interface Settings {

        @AttributeDefinition(description = "The vendor as the station tells it; * stands for any text. Empty: all.")
        String vendor() default "";

        @AttributeDefinition(description = "The model as the station tells it; * stands for any text. Empty: all.")
        String model() default "";

        @AttributeDefinition(
                description = "Codes as code | severity | cause | remedy, separated by semicolons. Severity is NOTICE,"
                        + " DEGRADED, OUTAGE or DANGER.")
        String codes() default "";
    }

    /** The one that says most about the hardware first. */
    static final Comparator<FaultFile> MOST_PRECISE = Comparator.<FaultFile>comparingInt(file -> file.kind.precision())
            .reversed()
            .thenComparing(file -> file.name);

    private final String name;
    private final Kind kind;
    private final Map<String, FaultCode> codes;

    /** @throws IllegalArgumentException with a sentence for people where a code is not well formed */
    @Activate
    public FaultFile(Settings settings, Map<String, Object> properties) {
        name = String.valueOf(properties.get("service.pid"));
        kind = new Kind(settings.vendor(), settings.model());
        codes = FaultDictionary.read(List.of(settings.codes().split(";")));
    }

    Optional<FaultCode> find(String foldedCode, Optional<Hardware> hardware) {
        return kind.fits(hardware.map(Hardware::vendor), hardware.map(Hardware::model))
                ? Optional.ofNullable(codes.get(foldedCode))
                : Optional.empty();
    }
}
