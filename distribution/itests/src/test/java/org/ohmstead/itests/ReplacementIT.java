package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.csms.Door;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.StationRegister.Credential;
import org.ohmstead.api.csms.StationRegister.NewStation;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.simulator.ocpp16.Command;
import org.ohmstead.simulator.ocpp16.Station16;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** OCPP 1.6 is replaced in the running server while stations charge (design section 5). */
@InContainer
public class ReplacementIT {

    private static final int STATIONS = Integer.getInteger("stations");
    private static final int REPLACEMENTS = 10;
    private static final String TOKEN = "04A1B2C3";

    @Inject
    private BundleContext context;

    @Inject
    private StationRegister register;

    @Inject
    private Tokens tokens;

    @Inject
    private Stations stations;

    @Inject
    private TransactionHistory history;

    @Test
    public void stationsChargeOnAndNothingOfTheOldGenerationsStays() throws Exception {
        tokens.put(List.of(new Token(IdToken.of(TOKEN), "", false, Optional.empty(), Optional.empty())));
        DialectBundle dialect = new DialectBundle(context);
        Pauses pauses = new Pauses();
        List<Asked> asked = new ArrayList<>();
        try (CarPark park = new CarPark(door(), registered("PARK", STATIONS));
                ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor()) {
            park.opens(TOKEN);
            for (int round = 1; round <= REPLACEMENTS; round++) {
                park.awaitReadings();
                Patience.await(
                        "most stations to charge", () -> history.open(Scope.ALL).size() > STATIONS / 2);
                String before = "before " + round;
                park.stations().forEach(station -> asked.add(ask(operators, station, before)));
                if (round % 2 == 0) {
                    pauses.during(dialect::update);
                } else {
                    String meanwhile = "while nobody speaks OCPP 1.6, " + round;
                    pauses.during(() -> dialect.reinstall(
                            () -> park.stations().forEach(station -> asked.add(ask(operators, station, meanwhile)))));
                }
                Patience.await("at most two generations", () -> dialect.generations() <= 2);
            }
            park.awaitReadings();
            Patience.await("the earlier generations to go", () -> dialect.generations() == 1);
            park.empties();
            pauses.report(STATIONS, park.door());

            for (Asked command : asked) {
                Outcome outcome = command.outcome().get();
                assertThat(outcome.data()).as("%s: %s", command, outcome).contains(command.data());
                assertThat(command.timesHeard()).as("%s", command).isEqualTo(1);
            }
            assertThat(park.door().entered()).isEqualTo(STATIONS);
            assertThat(park.door().oddities()).isEmpty();
            assertThat(park.door().unanswered()).isEmpty();
            assertThat(park.ledger().violations()).isEmpty();
            assertThat(park.ledger().unanswered()).isEmpty();
            assertThat(energyHere(park)).isEqualTo(energyThere(park));
        }
    }

    @Test
    public void aCommandWhoseAnswerWasMissedIsUnknownAndNotSentAgain() throws Exception {
        try (CarPark park = new CarPark(door(), registered("MUTE", 1));
                ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor()) {
            Station16 station = park.stations().getFirst().boots().ignores("DataTransfer");
            Asked missed = ask(operators, station, "missed");
            station.awaitsCommand("DataTransfer");

            new DialectBundle(context).update();

            assertThat(missed.outcome().get().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
            station.answersAsUsual("DataTransfer");
            assertThat(ask(operators, station, "next").outcome().get().accepted())
                    .isTrue();
            assertThat(missed.timesHeard()).isEqualTo(1);
            assertThat(park.door().entered()).isEqualTo(1);
            assertThat(park.door().oddities()).isEmpty();
            assertThat(park.ledger().violations()).isEmpty();
        }
    }

    /** A command to a station that is known by what it says. */
    private record Asked(Station16 station, String data, Future<Outcome> outcome) {

        long timesHeard() {
            return station.commands().stream()
                    .map(Command::payload)
                    .filter(payload -> payload.text("data").equals(Optional.of(data)))
                    .count();
        }
    }

    private Asked ask(ExecutorService operators, Station16 station, String data) {
        DataTransferControl control = stations.control(new StationId(station.id()))
                .as(DataTransferControl.class)
                .orElseThrow();
        return new Asked(
                station,
                data,
                operators.submit(() -> control.transfer("org.ohmstead", Optional.of("echo"), Optional.of(data))));
    }

    private List<Credential> registered(String prefix, int count) {
        return register.register(IntStream.rangeClosed(1, count)
                .mapToObj(number ->
                        new NewStation(new StationId(prefix + "-" + number), SiteId.DEFAULT, "", Optional.empty()))
                .toList());
    }

    private URI door() {
        Patience.await("the door", () -> doors().findAny().isPresent());
        return doors().findAny().orElseThrow();
    }

    private Stream<URI> doors() {
        try {
            return context.getServiceReferences(Door.class, null).stream()
                    .map(context::getService)
                    .filter(door -> door.name().equals(Door.OCPP))
                    .map(Door::uri);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** In watt-hours, by station and transaction. */
    private Map<String, Long> energyHere(CarPark park) {
        Map<String, Long> energy = new HashMap<>();
        for (Station16 station : park.stations()) {
            var query = TransactionHistory.Query.all(Scope.ALL).at(new StationId(station.id()));
            Optional<Page.Request> request = Optional.of(Page.Request.first(1_000));
            while (request.isPresent()) {
                Page<Transaction> page = history.page(query, request.get());
                page.items()
                        .forEach(one -> energy.put(
                                station.id() + " " + one.stationTransactionId(),
                                one.energy().orElseThrow().wattHours()));
                request = page.next().map(after -> new Page.Request(Optional.of(after), 1_000));
            }
        }
        return energy;
    }

    private static Map<String, Long> energyThere(CarPark park) {
        Map<String, Long> energy = new HashMap<>();
        park.ledger()
                .transactions()
                .forEach(account -> energy.put(account.station() + " " + account.transaction(), account.energyWh()));
        return energy;
    }
}
