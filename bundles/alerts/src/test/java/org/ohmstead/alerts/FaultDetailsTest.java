package org.ohmstead.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ohmstead.alerts.store.InMemoryAlertStore;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts.AlertRaised;
import org.ohmstead.api.journal.Facts.AlertRaised.Fault;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Party;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationClock;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StatusReport;

/** What an alert says of faulted stations. */
class FaultDetailsTest {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Location SITE =
            new Location(SiteId.DEFAULT, "Depot", BERLIN, Currency.getInstance("EUR"), new Party("DE", "OHM"));

    private final Map<StationId, StationState> states = new TreeMap<>();
    private final Details details = new FaultDetails(stations());

    @Test
    void aMessageNamesConnectorCodesInfoAndSinceWhenByTheClockOfTheSite() {
        station("CP-1", Optional.empty(), well(1), fault(2, "GroundFailure", "E17", "fan stuck", T0));
        List<Fact> said = new ArrayList<>();
        Rule.Times times = new Rule.Times(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), Duration.ofDays(1));

        new Rule("faulted", Subject.FAULTED, times, new InMemoryAlertStore(said::add), details)
                .look(Watch.faulted(stations()).wrong(T0), T0);

        AlertRaised alert = (AlertRaised) said.getFirst();
        assertThat(alert.message())
                .isEqualTo("1 station is faulted: CP-1 (connector 2, GroundFailure, E17, fan stuck, since 2026-11-22"
                        + " 11:00:00 +01:00)");
        assertThat(alert.affected()).containsExactly("CP-1");
        assertThat(alert.faults())
                .containsExactly(new Fault(
                        new StationId("CP-1"),
                        Connector.of(2),
                        Optional.of("GroundFailure"),
                        Optional.of("E17"),
                        Optional.of("fan stuck"),
                        T0));
    }

    /** Else it writes lines of a letter as if they were ours. */
    @Test
    void whatTheStationSaysStaysInItsLine() {
        station("CP-1", Optional.empty(), fault(1, "OtherError", "", "gone\r\nAll is well\u001b[2J", T0));

        assertThat(told("CP-1").names())
                .containsExactly(
                        "CP-1 (connector 1, OtherError, gone All is well [2J, since 2026-11-22 11:00:00 +01:00)");
    }

    @Test
    void whatTheStationDidNotSayIsLeftOut() {
        station("CP-1", Optional.empty(), fault(0, "", "", "", T0));

        assertThat(told("CP-1").names()).containsExactly("CP-1 (the station itself, since 2026-11-22 11:00:00 +01:00)");
        assertThat(told("CP-1").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.errorCode()).isEmpty());
    }

    @Test
    void aPlugOfSeveralIsNamedWithItsEvseAndTheOthersAreCounted() {
        station(
                "CP-1",
                Optional.empty(),
                faultOf(new Connector(new EvseId(1), 1), "HighTemperature", "", "", T0, T0),
                faultOf(new Connector(new EvseId(1), 2), "OtherError", "", "", T0, T0));

        assertThat(told("CP-1").names().getFirst())
                .contains("connector 1.1, HighTemperature")
                .endsWith("; and 1 more of its connectors)");
        assertThat(told("CP-1").faults()).hasSize(2);
    }

    @Test
    void sinceIsByOurClockAndNeverAfterWeHeardOfIt() {
        StationClock early = new StationClock(StationClock.Kind.OFF, Duration.ofHours(-3), T0, BERLIN, 0);
        station("CP-1", Optional.of(early), faultOf(Connector.of(1), "", "", "", T0.minusSeconds(3 * 3_600 + 60), T0));
        station("CP-2", Optional.of(early), faultOf(Connector.of(1), "", "", "", T0, T0));
        station("CP-3", Optional.empty(), faultOf(Connector.of(1), "", "", "", T0.plusSeconds(99), T0));

        assertThat(told("CP-1", "CP-2", "CP-3").faults())
                .extracting(Fault::since)
                .containsExactly(T0.minusSeconds(60), T0, T0);
    }

    @Test
    void ofManyTheFirstThreeAreExplainedAndTwentyListed() {
        String[] all = IntStream.range(100, 150).mapToObj(i -> "CP-" + i).toArray(String[]::new);
        for (String name : all) {
            station(name, Optional.empty(), fault(1, "GroundFailure", "E17", "x".repeat(50), T0));
        }

        Details.Told told = told(all);

        assertThat(told.names()).hasSize(50);
        assertThat(told.names().subList(0, 3)).allMatch(name -> name.contains("E17"));
        assertThat(told.names().subList(3, 50)).allMatch(name -> name.matches("CP-\\d+"));
        assertThat(told.faults()).hasSize(20);
        assertThat(Subject.FAULTED.sentence(told.names())).hasSizeLessThan(500);
    }

    @Test
    void aStationThatIsWellAgainOrGoneIsOnlyNamed() {
        station("CP-1", Optional.empty(), well(1));

        assertThat(told("CP-1", "CP-2").names()).containsExactly("CP-1", "CP-2");
        assertThat(told("CP-1", "CP-2").faults()).isEmpty();
    }

    private Details.Told told(String... names) {
        return details.of(List.of(names));
    }

    private void station(String id, Optional<StationClock> clock, StatusReport... reports) {
        StationId station = new StationId(id);
        states.put(
                station,
                new StationState(
                        new ChargingStation(
                                station, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED, Optional.empty(), T0),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        clock,
                        List.of(reports)));
    }

    private static StatusReport well(int connector) {
        return report(Connector.of(connector), ConnectorStatus.AVAILABLE, "", "", "", T0, T0);
    }

    private static StatusReport fault(int connector, String code, String vendorCode, String info, Instant at) {
        return faultOf(Connector.of(connector), code, vendorCode, info, at, at);
    }

    private static StatusReport faultOf(
            Connector connector, String code, String vendorCode, String info, Instant at, Instant receivedAt) {
        return report(connector, ConnectorStatus.FAULTED, code, vendorCode, info, at, receivedAt);
    }

    private static StatusReport report(
            Connector connector,
            ConnectorStatus status,
            String code,
            String vendorCode,
            String info,
            Instant at,
            Instant receivedAt) {
        return new StatusReport(
                connector,
                status,
                status.name(),
                Optional.empty(),
                said(code),
                said(info),
                said(vendorCode),
                at,
                receivedAt);
    }

    private static Optional<String> said(String word) {
        return Optional.of(word).filter(it -> !it.isEmpty());
    }

    private Stations stations() {
        return (Stations) Proxy.newProxyInstance(
                Stations.class.getClassLoader(),
                new Class<?>[] {Stations.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "find" -> Optional.ofNullable(states.get(arguments[0]));
                    case "page" -> new Page<>(List.copyOf(states.values()), Optional.empty());
                    case "locations" -> List.of(SITE);
                    default -> throw new AssertionError(method);
                });
    }
}
