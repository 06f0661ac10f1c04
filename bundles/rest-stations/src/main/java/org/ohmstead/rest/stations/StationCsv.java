package org.ohmstead.rest.stations;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.ohmstead.api.csms.StationRegister.NewStation;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.rest.resource.Csv;

/** Stations from a CSV file. */
final class StationCsv {

    private static final Set<String> COLUMNS = new LinkedHashSet<>(List.of("id", "site", "label", "password"));
    private static final StationId PLACEHOLDER = new StationId("-");

    private final Set<String> sites;
    private final Predicate<StationId> isRegistered;

    StationCsv(Set<String> sites, Predicate<StationId> isRegistered) {
        this.sites = sites;
        this.isRegistered = isRegistered;
    }

    List<NewStation> read(String text) {
        return new Csv(COLUMNS, "id").read(text, this::station);
    }

    private NewStation station(Csv.Line line) {
        StationId id = line.text("id").map(value -> id(line, value)).orElse(PLACEHOLDER);
        String site = line.text("site").orElse(SiteId.DEFAULT.value());
        if (!sites.contains(site)) {
            line.wrong("site", "is not one of our sites");
        }
        line.text("password")
                .filter(password -> password.length() < 16 || password.length() > 40)
                .ifPresent(bad -> line.wrong("password", "has 16 to 40 characters"));
        return new NewStation(
                id,
                sites.contains(site) ? new SiteId(site) : SiteId.DEFAULT,
                line.text("label", ChargingStation.LONGEST_LABEL).orElse(""),
                line.text("password"));
    }

    private StationId id(Csv.Line line, String value) {
        line.keyed(value);
        if (!StationId.isValid(value)) {
            line.wrong("id", "has 1 to 48 characters: letters, digits and * - _ = : + | @ ., and is not . or ..");
            return PLACEHOLDER;
        }
        var id = new StationId(value);
        if (isRegistered.test(id)) {
            line.wrong("id", "is registered already");
        }
        return id;
    }
}
