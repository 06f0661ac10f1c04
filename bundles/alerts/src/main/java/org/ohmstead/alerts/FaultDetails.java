package org.ohmstead.alerts;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Facts.AlertRaised.Fault;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StatusReport;

/** Which connectors of faulted stations are, and what the stations say of it. */
final class FaultDetails implements Details {

    /** A message of more would be cut in the journal. */
    private static final int IN_WORDS = 3;

    private static final int LISTED = 20;

    /** And whatever else a station could use to make its words look like others of the letter. */
    private static final Pattern LINE_END = Pattern.compile("\\p{Cntrl}+");

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final Stations stations;

    FaultDetails(Stations stations) {
        this.stations = stations;
    }

    @Override
    public Told of(List<String> affected) {
        List<String> names = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (String name : affected) {
            Optional<StationState> state =
                    faults.size() < LISTED ? stations.find(new StationId(name)) : Optional.empty();
            List<Fault> here = state.map(FaultDetails::faults).orElse(List.of());
            names.add(
                    names.size() < IN_WORDS && !here.isEmpty()
                            ? name + " (" + words(here.getFirst(), state.get()) + more(here) + ")"
                            : name);
            faults.addAll(here);
        }
        return new Told(names, faults.stream().limit(LISTED).toList());
    }

    private static List<Fault> faults(StationState state) {
        return state.connectors().stream()
                .filter(report -> report.status() == ConnectorStatus.FAULTED)
                .map(report -> new Fault(
                        state.station().id(),
                        report.connector(),
                        report.errorCode(),
                        report.vendorErrorCode(),
                        report.info(),
                        since(report, state)))
                .toList();
    }

    /** The station's time by our clock, as far as is known how its own goes, and never after we heard of it. */
    private static Instant since(StatusReport report, StationState state) {
        boolean ours = report.at().equals(report.receivedAt());
        Instant at = state.clock()
                .filter(clock -> !ours)
                .map(clock -> report.at().minus(clock.offset()))
                .orElse(report.at());
        return at.isAfter(report.receivedAt()) ? report.receivedAt() : at;
    }

    private String words(Fault fault, StationState state) {
        String said = Stream.of(fault.errorCode(), fault.vendorErrorCode(), fault.info())
                .flatMap(Optional::stream)
                .map(word -> ", " + LINE_END.matcher(word).replaceAll(" "))
                .collect(Collectors.joining());
        return plug(fault.connector(), state) + said + ", since "
                + LOCAL.format(fault.since().atZone(zone(state)));
    }

    private static String more(List<Fault> faults) {
        return faults.size() == 1 ? "" : "; and " + (faults.size() - 1) + " more of its connectors";
    }

    /** As people call it: 2, or 1.2 where its EVSE has several. */
    private static String plug(Connector connector, StationState state) {
        if (connector.evse().value() == 0) {
            return "the station itself";
        }
        long ofEvse = state.connectors().stream()
                .filter(report -> report.connector().evse().equals(connector.evse()))
                .count();
        return "connector " + connector.evse().value() + (ofEvse > 1 ? "." + connector.id() : "");
    }

    private ZoneId zone(StationState state) {
        return stations.locations().stream()
                .filter(location -> location.id().equals(state.station().site()))
                .findFirst()
                .map(Location::zone)
                .orElse(ZoneOffset.UTC);
    }
}
