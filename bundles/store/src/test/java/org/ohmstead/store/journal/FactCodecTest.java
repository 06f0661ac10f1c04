package org.ohmstead.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.UnknownFact;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.BelievedTime.How;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;

/** What was written once is read for ever: {@code facts-1.properties} holds each fact as version 1 wrote it, and so on. */
class FactCodecTest {

    private static final IdToken CARD = IdToken.of("04A1B2C3");
    private static final IdToken MASTER = IdToken.of("MASTER");
    private static final Map<IdToken, Long> NUMBERS = Map.of(CARD, 17L, MASTER, 18L);
    private static final TransactionId TRANSACTION = new TransactionId(33);
    private static final Connector SECOND_PLUG = new Connector(new EvseId(1), 2);

    private final FactCodec codec = new FactCodec();

    static Stream<Fact> facts() {
        return Stream.of(
                new Facts.ServerStarted("0.1.0", Optional.empty()),
                new Facts.ServerStopped(),
                new Facts.ServerClockJumped(
                        Instant.parse("2026-11-22T08:00:00.5Z"), Instant.parse("2026-11-22T10:00:00Z")),
                new Facts.StationRegistered("By the \"gate\"", RegistrationStatus.ACCEPTED),
                new Facts.StationChanged(new SiteId("depot"), "", RegistrationStatus.REJECTED),
                new Facts.StationRemoved(),
                new Facts.StationConnected("ocpp1.6"),
                new Facts.StationDisconnected("It went."),
                new Facts.StationBooted(
                        new Hardware(
                                "Vendör",
                                "M",
                                Optional.of("S1"),
                                Optional.of("1.8.0"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("262")),
                        RegistrationStatus.PENDING),
                new Facts.ConnectorStatusChanged(
                        SECOND_PLUG,
                        ConnectorStatus.FAULTED,
                        "Faulted",
                        Optional.of(ChargingState.IDLE),
                        Optional.of("GroundFailure"),
                        Optional.of("info"),
                        Optional.of("0x17")),
                new Facts.ConnectorStatusToldLate(
                        SECOND_PLUG,
                        ConnectorStatus.FAULTED,
                        "Faulted",
                        Optional.of(ChargingState.IDLE),
                        Optional.of("GroundFailure"),
                        Optional.of("info"),
                        Optional.of("0x17")),
                new Facts.ConnectorsRegrouped(Topology.EACH_ITS_OWN, Topology.parse("1,2; 4")),
                new Facts.OutageExcluded(
                        3,
                        new EvseId(1),
                        Instant.parse("2026-11-22T08:00:00Z"),
                        Instant.parse("2026-11-22T09:00:00Z"),
                        Exclusion.Reason.VANDALISM,
                        "police report 7",
                        "eva"),
                new Facts.OutageExclusionRevoked(3, "eva"),
                new Facts.AvailabilityRequested(SECOND_PLUG, false),
                new Facts.AvailabilityAnswered(SECOND_PLUG, false, Outcome.Kind.SCHEDULED),
                new Facts.StationFellSilent(Instant.parse("2026-11-22T08:00:00.123456Z")),
                new Facts.StationHeardAgain(Instant.parse("2026-11-22T09:00:00Z")),
                new Facts.FirmwareStatusReported("Downloading"),
                new Facts.LogStatusReported("Uploaded"),
                new Facts.TransactionStarted(
                        TRANSACTION,
                        SECOND_PLUG,
                        "4711",
                        Optional.of(CARD),
                        AuthorizationStatus.CONCURRENT_TX,
                        Optional.of(new Energy(1_234_567)),
                        Optional.of(5),
                        Optional.of(6),
                        Set.of(TransactionFlag.NOT_AUTHORIZED, TransactionFlag.IMPLAUSIBLE_TIME),
                        Optional.empty()),
                new Facts.MasterTokenShown(Optional.of(MASTER)),
                new Facts.RemoteStartLapsed(
                        Optional.of(new EvseId(1)), Optional.of(CARD), 5, Instant.parse("2026-11-22T08:00:00.123456Z")),
                new Facts.ReadingsStored(Optional.of(TRANSACTION), SECOND_PLUG, 3, Optional.of(new Energy(-1))),
                new Facts.TransactionEnded(
                        TRANSACTION,
                        SECOND_PLUG,
                        "4711",
                        Optional.of(CARD),
                        Instant.parse("2026-11-22T08:00:00.123456Z"),
                        Optional.of(new Energy(1)),
                        Optional.of(new Energy(3)),
                        Optional.of(new Energy(2)),
                        "EVDisconnected",
                        Optional.of(MASTER),
                        true,
                        Set.of(TransactionFlag.SUPERSEDED),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new Facts.EnergyCounted(
                        TRANSACTION,
                        new Delivered(new Energy(2_500), Delivered.Trust.PARTLY, Optional.of(new Energy(2_600))),
                        Set.of(TransactionFlag.REGISTER_RESET)),
                new Facts.TransactionFlagged(TRANSACTION, Set.of(TransactionFlag.METER_BACKWARDS)),
                new Facts.TransactionUnmatched(
                        "Ended",
                        "-1",
                        Optional.of(CARD),
                        Optional.of(new Energy(9)),
                        Optional.empty(),
                        Optional.empty()),
                new Facts.TransactionDoubted(
                        TRANSACTION,
                        Evidence.Kind.STATUS_AVAILABLE,
                        Instant.parse("2026-11-22T09:00:00Z"),
                        Optional.of(new Energy(8)),
                        Optional.empty(),
                        Optional.empty()),
                new Facts.EvidenceRefuted(
                        TRANSACTION, Evidence.Kind.BOOT, Instant.parse("2026-11-22T09:00:00.000001Z")),
                new Facts.TransactionReopened(TRANSACTION, SECOND_PLUG, Optional.of(new Energy(10))),
                new Facts.TransactionDecided(
                        TRANSACTION,
                        "eva",
                        "the driver called",
                        Optional.of(Instant.parse("2026-11-22T09:00:00Z")),
                        Optional.of(new Energy(7)),
                        Set.of(Doubt.ESTIMATED_END)),
                new Facts.UnmatchedReportDecided(new TransactionId(34), "eva", "", Optional.of(TRANSACTION)),
                new Facts.AlertRaised(
                        "silent",
                        Facts.AlertRaised.Occasion.GREW,
                        "2 stations are silent: CP-1, CP-2",
                        2,
                        List.of("CP-1", "CP-2"),
                        Instant.parse("2026-11-22T08:00:00Z"),
                        List.of()),
                new Facts.AlertEnded("silent", "Over", Instant.parse("2026-11-22T08:00:00Z")),
                new Facts.TokenChanged(Optional.of(CARD), true, Optional.of(Instant.parse("2030-01-01T00:00:00Z"))),
                new Facts.TokenRemoved(Optional.of(CARD)));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void aFactOfVersionOneIsReadAsItWasAndWrittenTheSame(Fact fact) throws IOException {
        String golden = golden(1).getProperty(fact.kind());

        assertThat(codec.encode(fact, NUMBERS::get)).isEqualTo(golden);
        assertThat(codec.decode(fact.kind(), 1, golden, FactCodecTest::token)).isEqualTo(fact);
    }

    /** Facts that grew, with what they have since. */
    static Stream<Fact> laterFacts() {
        BelievedTime begun =
                new BelievedTime(Instant.parse("2026-11-22T08:00:00Z"), How.CORRECTED, Duration.ofMillis(-3_600_250));
        BelievedTime over = new BelievedTime(Instant.parse("2026-11-22T09:00:00Z"), How.UNKNOWN, Duration.ZERO);
        return Stream.of(
                new Facts.TransactionStarted(
                        TRANSACTION,
                        SECOND_PLUG,
                        "4711",
                        Optional.of(CARD),
                        AuthorizationStatus.ACCEPTED,
                        Optional.of(new Energy(1)),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Optional.of(begun)),
                new Facts.AlertRaised(
                        "faulted",
                        Facts.AlertRaised.Occasion.BEGAN,
                        "1 station is faulted: CP-1",
                        1,
                        List.of("CP-1"),
                        Instant.parse("2026-11-22T08:00:00Z"),
                        List.of(
                                new Facts.AlertRaised.Fault(
                                        new StationId("CP-1"),
                                        SECOND_PLUG,
                                        Optional.of("GroundFailure"),
                                        Optional.of("E17"),
                                        Optional.of("It leaks."),
                                        Instant.parse("2026-11-22T07:50:00Z")),
                                new Facts.AlertRaised.Fault(
                                        new StationId("CP-1"),
                                        Connector.of(0),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Instant.parse("2026-11-22T07:51:00Z")))),
                new Facts.TransactionDoubted(
                        TRANSACTION,
                        Evidence.Kind.STOP_UNMATCHED,
                        Instant.parse("2026-11-22T09:00:00Z"),
                        Optional.of(new Energy(8)),
                        Optional.of("-1"),
                        Optional.of(new TransactionId(34))),
                new Facts.TransactionUnmatched(
                        "Ended",
                        "-1",
                        Optional.of(CARD),
                        Optional.of(new Energy(9)),
                        Optional.of(new TransactionId(34)),
                        Optional.of("Local")),
                new Facts.TransactionEnded(
                        TRANSACTION,
                        SECOND_PLUG,
                        "4711",
                        Optional.of(CARD),
                        Instant.parse("2026-11-22T07:00:00Z"),
                        Optional.of(new Energy(1)),
                        Optional.of(new Energy(3)),
                        Optional.of(new Energy(2)),
                        "Local",
                        Optional.empty(),
                        false,
                        Set.of(),
                        Optional.of(new Delivered(new Energy(2), Delivered.Trust.MEASURED, Optional.empty())),
                        Optional.of(begun),
                        Optional.of(over)));
    }

    @ParameterizedTest
    @MethodSource("laterFacts")
    void aFactOfALaterVersionIsReadAsItWasAndWrittenTheSame(Fact fact) throws IOException {
        String golden = golden(fact.version()).getProperty(fact.kind());

        assertThat(codec.encode(fact, NUMBERS::get)).isEqualTo(golden);
        assertThat(codec.decode(fact.kind(), fact.version(), golden, FactCodecTest::token))
                .isEqualTo(fact);
    }

    @Test
    void aStartOfTheServerSaysSinceVersionTwoUntilWhenTheOneBeforeRan() {
        Fact started = new Facts.ServerStarted("0.2.0", Optional.of(Instant.parse("2026-11-22T08:00:00.123456Z")));
        String golden = "{\"release\":\"0.2.0\",\"lastAlive\":\"2026-11-22T08:00:00.123456Z\"}";

        assertThat(codec.encode(started, NUMBERS::get)).isEqualTo(golden);
        assertThat(codec.decode("ServerStarted", 2, golden, FactCodecTest::token))
                .isEqualTo(started);
    }

    @Test
    void everyFactOfTheCoreHasItsGoldenText() throws IOException {
        List<String> kinds = Arrays.stream(Facts.class.getDeclaredClasses())
                .map(Class::getSimpleName)
                .toList();

        assertThat(golden(1).stringPropertyNames()).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(facts().map(Fact::kind)).containsExactlyInAnyOrderElementsOf(kinds);
    }

    @Test
    void anEndOfVersionTwoTellsHowFarItsEnergyIsBelieved() {
        String golden = "{\"transaction\":\"0000000000011\",\"connector\":{\"evse\":1,\"id\":1},"
                + "\"stationTransactionId\":\"4711\",\"startedAt\":\"2026-11-22T08:00:00Z\",\"stoppedReason\":\"Local\","
                + "\"estimated\":false,\"delivered\":{\"energy\":7200000,\"trust\":\"HELD\"}}";
        Fact held = new Facts.TransactionEnded(
                TRANSACTION,
                Connector.of(1),
                "4711",
                Optional.empty(),
                Instant.parse("2026-11-22T08:00:00Z"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "Local",
                Optional.empty(),
                false,
                Set.of(),
                Optional.of(new Delivered(new Energy(7_200_000), Delivered.Trust.HELD, Optional.empty())),
                Optional.empty(),
                Optional.empty());

        assertThat(codec.encode(held, NUMBERS::get)).isEqualTo(golden);
        assertThat(codec.decode("TransactionEnded", 2, golden, FactCodecTest::token))
                .isEqualTo(held);
    }

    @Test
    void whatOldJsonLacksIsEmptyAndWhatNewJsonHasIsSkipped() {
        String json = "{\"future\":{\"a\":[1,{\"b\":2}]},\"reported\":\"Ended\",\"stationTransactionId\":\"7\"}";

        assertThat(codec.decode("TransactionUnmatched", 1, json, FactCodecTest::token))
                .isEqualTo(new Facts.TransactionUnmatched(
                        "Ended", "7", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void aFactWithoutWhatItNeedsIsAFaultOfTheJournal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode("TransactionUnmatched", 1, "{}", FactCodecTest::token));
    }

    @Test
    void anErasedTokenComesBackEmpty() {
        assertThat(codec.decode("TokenRemoved", 1, "{\"idToken\":99}", number -> Optional.empty()))
                .isEqualTo(new Facts.TokenRemoved(Optional.empty()));
    }

    @Test
    void aFactNobodyKnowsGoesThroughUnharmed() {
        UnknownFact unknown = new UnknownFact("CoffeeMade", 2, "{\"cups\":2}");

        assertThat(codec.decode("CoffeeMade", 2, "{\"cups\":2}", FactCodecTest::token))
                .isEqualTo(unknown);
        assertThat(codec.encode(unknown, NUMBERS::get)).isEqualTo("{\"cups\":2}");
    }

    /** As a plugin would have it. */
    public record CoffeeMade(int cups, Optional<IdToken> idToken, List<String> beans, Instant at) implements Fact {
        @Override
        public int version() {
            return 3;
        }
    }

    /** A plugin's record that takes the name of one of the core. */
    public record ServerStopped(int cups) implements Fact {}

    /** A plugin's fact that is no record. */
    public static final class TeaMade implements Fact {}

    @Test
    void aPluginsFactIsWrittenByItsShapeAndReadAsAnUnknownOne() {
        Fact coffee = new CoffeeMade(2, Optional.of(CARD), List.of("a"), Instant.parse("2026-11-22T08:00:00Z"));

        String json = codec.encode(coffee, NUMBERS::get);
        Fact read = codec.decode(coffee.kind(), coffee.version(), json, FactCodecTest::token);

        assertThat(json).contains("\"cups\":2").contains("\"idToken\":17").doesNotContain(CARD.value());
        assertThat(read).isEqualTo(new UnknownFact("CoffeeMade", 3, json));
        assertThat(codec.encode(read, NUMBERS::get)).isEqualTo(json);
        assertThat(new RecordJson<>(CoffeeMade.class).read(json, FactCodecTest::token))
                .isEqualTo(coffee);
    }

    @Test
    void whatIsNoRecordOrTakesTheNameOfAFactOfTheCoreIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> codec.encode(new ServerStopped(1), NUMBERS::get));
        assertThatIllegalArgumentException().isThrownBy(() -> codec.encode(new TeaMade(), NUMBERS::get));
    }

    @Test
    void aKindThatFitsNoColumnIsRefusedBeforeTheWriterMeetsIt() {
        UnknownFact fits = new UnknownFact("K".repeat(60), 1, "{}");
        UnknownFact tooLong = new UnknownFact("K".repeat(61), 1, "{}");

        assertThat(appended(fits).kind()).hasSize(60);
        assertThatIllegalArgumentException().isThrownBy(() -> appended(tooLong));
    }

    private Append appended(Fact fact) {
        return codec.append(Optional.empty(), Instant.EPOCH, SiteId.DEFAULT, Optional.empty(), fact, NUMBERS::get);
    }

    @Test
    void longTextOfAStationIsCut() {
        Fact fact = codec.decode(
                "LogStatusReported",
                1,
                codec.encode(new Facts.LogStatusReported("x".repeat(10_000)), NUMBERS::get),
                FactCodecTest::token);

        assertThat(((Facts.LogStatusReported) fact).status()).hasSize(500);
    }

    private static Optional<IdToken> token(long number) {
        return NUMBERS.entrySet().stream()
                .filter(known -> known.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Properties golden(int version) throws IOException {
        Properties golden = new Properties();
        try (InputStream in = FactCodecTest.class.getResourceAsStream("facts-" + version + ".properties")) {
            golden.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return golden;
    }
}
