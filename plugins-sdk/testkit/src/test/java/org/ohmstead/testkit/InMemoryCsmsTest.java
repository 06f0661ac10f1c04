package org.ohmstead.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.StationReports.Boot;
import org.ohmstead.api.csms.Transactions.Start;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent;
import org.ohmstead.api.model.TransactionEvent.Details;

class InMemoryCsmsTest {

    private static final StationId CP1 = new StationId("CP-1");
    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    private static final IdToken CARD = IdToken.of("04A1B2C3");

    private final InMemoryCsms csms = new InMemoryCsms().withStation("CP-1").withToken("04A1B2C3");

    @Test
    void aCarChargesAndTheServerMayCrashInBetween() {
        FakeLink link = new FakeLink();
        csms.connect("CP-1", link);
        assertThat(boots().status()).isEqualTo(RegistrationStatus.ACCEPTED);
        Start start = starts(T0, 1_000);
        assertThat(start.authorization().status()).isEqualTo(AuthorizationStatus.ACCEPTED);
        csms.clock().advance(Duration.ofMinutes(5));
        meters(start.transaction(), "1500");

        csms.restart();

        assertThat(csms.stations().find(CP1).orElseThrow().online()).isFalse();
        assertThat(csms.history().open(Scope.ALL))
                .singleElement()
                .satisfies(open -> assertThat(open.energy()).contains(Energy.ofWattHours(500)));
        assertThat(starts(T0, 1_000).transaction().id())
                .as("the same start, told again")
                .isEqualTo(start.transaction().id());
    }

    @Test
    void theJournalTellsTheStory() {
        boots();
        Start start = starts(T0, 1_000);
        csms.clock().advance(Duration.ofMinutes(5));
        csms.transactions()
                .ended(new TransactionEvent.Ended(
                        CP1,
                        start.transaction().stationTransactionId(),
                        Optional.of(CARD),
                        Optional.of(Energy.ofWattHours(3_000)),
                        "Local",
                        csms.clock().instant(),
                        csms.clock().instant(),
                        List.of(),
                        Details.NONE));

        assertThat(csms.journal().facts(Facts.TransactionEnded.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.energy()).contains(Energy.ofWattHours(2_000)));
        assertThat(csms.journal().latest(CP1, 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.kind()).isEqualTo("TransactionEnded"));
    }

    private Boot boots() {
        return csms.reports()
                .booted(
                        CP1,
                        new Hardware(
                                "ACME",
                                "One",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        true,
                        csms.clock().instant());
    }

    private Start starts(Instant at, long wattHours) {
        return csms.transactions()
                .started(new TransactionEvent.Started(
                        CP1,
                        Connector.of(1),
                        Optional.empty(),
                        Optional.of(CARD),
                        Optional.of(Energy.ofWattHours(wattHours)),
                        at,
                        csms.clock().instant(),
                        List.of(),
                        Details.NONE));
    }

    private void meters(Transaction transaction, String wattHours) {
        Sample sample = new Sample(
                wattHours,
                Sample.ENERGY_IMPORT,
                Sample.TOTAL_PHASE,
                Sample.OUTLET,
                Sample.PERIODIC,
                Sample.WATT_HOURS,
                false);
        csms.transactions()
                .updated(new TransactionEvent.Updated(
                        CP1,
                        Connector.of(1),
                        transaction.stationTransactionId(),
                        csms.clock().instant(),
                        csms.clock().instant(),
                        List.of(new MeterValue(csms.clock().instant(), List.of(sample))),
                        Details.NONE));
    }
}
