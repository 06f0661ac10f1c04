package org.ohmstead.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CP-1",
                "a",
                "DE*OHM*E1",
                "x_y=z:+|@.",
                "...",
                ".a",
                "123456789012345678901234567890123456789012345678"
            })
    void aStationIdentityHasTheLettersOfTheStandard(String text) {
        assertThat(new StationId(text)).hasToString(text);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "CP 1",
                "CP/1",
                "../CP",
                ".",
                "..",
                "CP%20",
                "CP\n",
                "CP\u0000",
                "Säule",
                "<b>",
                "CP'--",
                "1234567890123456789012345678901234567890123456789"
            })
    void anythingElseIsNoStationIdentity(String text) {
        assertThat(StationId.isValid(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new StationId(text));
    }

    @Test
    void tokensAreComparedWithoutRegardToCase() {
        IdToken swiped = IdToken.of("04a1b2c3");
        IdToken known = IdToken.of("04A1B2C3");

        assertThat(swiped).isEqualTo(known).hasSameHashCodeAs(known);
        assertThat(swiped).isNotEqualTo(new IdToken("04A1B2C3", "eMAID"));
        assertThat(swiped).isNotEqualTo(IdToken.of("04A1B2C4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1234", "123456"})
    void aShortTokenShowsNothingOfItself(String value) {
        assertThat(IdToken.of(value).toString()).doesNotContain(value);
    }

    @Test
    void aLongTokenIsShortenedWhereverItIsPrinted() {
        assertThat("Token " + IdToken.of("04A1B2C3D4E5F6")).contains("04A1").doesNotContain("B2C3");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 31, 32, 4711, Long.MAX_VALUE})
    void aTransactionIdReadsWhatItWrote(long value) {
        TransactionId id = new TransactionId(value);

        assertThat(id.toString()).hasSize(13);
        assertThat(TransactionId.parse(id.toString())).isEqualTo(id);
        assertThat(TransactionId.parse(id.toString().toUpperCase())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "0000000000000", "zzzzzzzzzzzzz", "-000000000001", "00000000000001", "000000 000001"})
    void anythingElseIsNoTransactionId(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TransactionId.parse(text));
    }

    @Test
    void energyIsExactToTheMilliwattHour() {
        Energy start = new Energy(1_000_500);
        Energy stop = Energy.ofWattHours(8_200);

        assertThat(stop.minus(start).milliwattHours()).isEqualTo(7_199_500);
        assertThat(stop.minus(start).wattHours()).isEqualTo(7_199);
        assertThat(start.minus(stop).isNegative()).isTrue();
    }

    @Test
    void theEnergyOfAnOpenTransactionReachesToItsLatestReading() {
        assertThat(transaction(1_000, 4_600L, null).energy()).contains(Energy.ofWattHours(3_600));
        assertThat(transaction(1_000, null, null).energy()).isEmpty();
        assertThat(transaction(null, 4_600L, null).energy()).isEmpty();
    }

    @Test
    void theEnergyOfAnEndedTransactionIsNotInvented() {
        assertThat(transaction(1_000, 4_600L, 8_200L).energy()).contains(Energy.ofWattHours(7_200));
        assertThat(transaction(9_000, 4_600L, 8_200L).energy()).isEmpty();
    }

    @Test
    void whatIsHeldHasNoFigure() {
        Energy counted = Energy.ofWattHours(1_234_567);
        Transaction ended = transaction(0, null, 1_234_567L);

        assertThat(delivered(ended, counted, Delivered.Trust.MEASURED).energy()).contains(counted);
        assertThat(delivered(ended, counted, Delivered.Trust.PARTLY).energy()).contains(counted);
        assertThat(delivered(ended, counted, Delivered.Trust.HELD).energy()).isEmpty();
        assertThat(delivered(ended, counted, Delivered.Trust.HELD).held()).isTrue();
    }

    private static Transaction delivered(Transaction of, Energy energy, Delivered.Trust trust) {
        return of.with(
                of.latest(), of.ending(), of.flags(), Optional.of(new Delivered(energy, trust, Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void aPageHasOneToAThousandItems(int limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> Page.Request.first(limit));
    }

    @Test
    void whatWasHandedOutDoesNotChange() {
        List<Sample> samples = new ArrayList<>();
        MeterValue value = new MeterValue(Instant.EPOCH, samples);
        samples.add(
                new Sample("1", Sample.ENERGY_IMPORT, "", Sample.OUTLET, Sample.PERIODIC, Sample.WATT_HOURS, false));

        assertThat(value.samples()).isEmpty();
    }

    @Test
    void aScopeSeesItsOwnSitesOnly() {
        Scope north = new Scope(Optional.of(Set.of(new SiteId("north"))));

        assertThat(north.includes(new SiteId("north"))).isTrue();
        assertThat(north.includes(SiteId.DEFAULT)).isFalse();
        assertThat(Scope.ALL.includes(SiteId.DEFAULT)).isTrue();
    }

    private static Transaction transaction(Integer startWh, Long latestWh, Long stopWh) {
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        return new Transaction(
                new TransactionId(1),
                new StationId("CP-1"),
                SiteId.DEFAULT,
                Connector.of(1),
                "17",
                Optional.empty(),
                AuthorizationStatus.ACCEPTED,
                at,
                at,
                Optional.ofNullable(startWh).map(Energy::ofWattHours),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(latestWh).map(wh -> new Transaction.Register(at, Energy.ofWattHours(wh))),
                Optional.ofNullable(stopWh)
                        .map(wh -> new Transaction.Ending(
                                at, at, Optional.of(Energy.ofWattHours(wh)), "Local", Optional.empty(), false)),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
