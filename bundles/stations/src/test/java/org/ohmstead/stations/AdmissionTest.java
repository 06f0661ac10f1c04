package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.stations.Place.CP1;
import static org.ohmstead.stations.Place.ELSEWHERE;
import static org.ohmstead.stations.Place.HERE;
import static org.ohmstead.stations.Place.PASSWORD;
import static org.ohmstead.stations.Place.T0;
import static org.ohmstead.stations.Place.address;
import static org.ohmstead.stations.Place.minutes;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.StationAdmission.Admission;
import org.ohmstead.api.csms.StationAdmission.Knock;
import org.ohmstead.api.csms.StationRegister.Newcomer;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.stations.Place.TestLink;
import org.ohmstead.stations.Place.TestSettings;
import org.ohmstead.stations.store.StationStore;

class AdmissionTest {

    private static final String WRONG = "wrong-horse-battery";

    private final Place place = new Place().with(CP1);

    @Test
    void aStationWithItsPasswordComesIn() {
        assertThat(place.admits("CP-1", PASSWORD)).isTrue();
    }

    @Test
    void wrongMissingAndUnknownGetTheSameRefusal() {
        List<Admission> answers = List.of(
                place.service.admit(knock("CP-1", "CP-1", WRONG)),
                place.service.admit(knock("CP-1", "CP-1", "")),
                place.service.admit(new Knock("CP-1", Optional.empty(), Optional.empty(), HERE)),
                place.service.admit(knock("CP-1", "CP-2", PASSWORD)),
                place.service.admit(knock("cp-1", "cp-1", PASSWORD)),
                place.service.admit(knock("CP-9", "CP-9", PASSWORD)),
                place.service.admit(knock("no such/identity\n", "", PASSWORD)));

        assertThat(answers).containsOnly(new Admission.Refused());
    }

    @Test
    void aRejectedStationStaysOut() {
        place.service.change(CP1, SiteId.DEFAULT, "", RegistrationStatus.REJECTED);

        assertThat(place.admits("CP-1", PASSWORD)).isFalse();
    }

    @Test
    void aPasswordSurvivesARestart() {
        place.restart();

        assertThat(place.admits("CP-1", PASSWORD)).isTrue();
        assertThat(place.admits("CP-1", WRONG)).isFalse();
    }

    @Test
    void aKeyMayBeShownAsTheBytesItStandsFor() {
        String key =
                place.service.renewPassword(CP1, Optional.empty()).orElseThrow().password();
        String bytes = new String(HexFormat.of().parseHex(key), StandardCharsets.ISO_8859_1);

        assertThat(key).hasSize(40);
        assertThat(place.admits("CP-1", bytes)).isTrue();
        assertThat(place.admits("CP-1", key.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(place.admits("CP-1", bytes.substring(1) + (char) (bytes.charAt(0) ^ 1)))
                .isFalse();
    }

    /** Keys of 16 to 20 bytes (security whitepaper A00.FR.205): of anything, of letters only, and such as happen to be UTF-8. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff01020304050607ffffffffffffff00",
                "ff01020304050607ffffffffffffffffff00",
                "ff01020304050607ffffffffffffffffffff00",
                "4142434445464748494a4b4c4d4e4f50",
                "4142434445464748494A4B4C4D4E4F5051525354",
                "c3a4c3b6c3bcc3a4c3b6c3bcc3a4c3b6c3bcc3a4"
            })
    void aKeyOfAnyBytesMayBeShownAsTheyAre(String key) {
        place.service.renewPassword(CP1, Optional.of(key));
        String bytes = new String(HexFormat.of().parseHex(key), StandardCharsets.ISO_8859_1);

        assertThat(place.admits("CP-1", bytes)).isTrue();
        assertThat(place.admits("CP-1", key.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(place.admits("CP-1", key.toLowerCase(Locale.ROOT))).isTrue();
        assertThat(place.admits("CP-1", bytes.substring(1))).isFalse();
        assertThat(place.admits("CP-1", bytes + "\0")).isFalse();
    }

    @Test
    void aPasswordThatIsNoKeyCountsLetterByLetter() {
        for (String password : List.of(PASSWORD.toUpperCase(Locale.ROOT), "0123456789ABCDE", "x".repeat(40))) {
            assertThat(place.admits("CP-1", password)).as(password).isFalse();
        }
        place.service.renewPassword(CP1, Optional.of("0123456789ABCDEF"));

        assertThat(place.admits("CP-1", "0123456789ABCDEF")).isTrue();
        assertThat(place.admits("CP-1", "0123456789abcdef"))
                .as("eight bytes are no key")
                .isFalse();
    }

    @Test
    void aKeyANewcomerShowsAsBytesIsTheSameInHexadecimal() {
        place.service.openCommissioning(minutes(10), Optional.empty());
        String bytes = "\u00c3\u00a4\u0000\u00ff".repeat(4);
        place.admits("NEW-1", bytes);

        assertThat(place.admits("NEW-1", bytes)).isTrue();
        assertThat(place.admits("NEW-1", "c3a400ff".repeat(4))).isTrue();
        assertThat(place.admits("NEW-1", "c3a400fe".repeat(4))).isFalse();
    }

    @Test
    void whoeverGuessesIsHeardLessAndLess() {
        for (int i = 0; i < 100; i++) {
            place.admits("CP-1", WRONG + i);
        }

        assertThat(place.admits("CP-1", PASSWORD))
                .as("were every guess heard, this one would be let in")
                .isFalse();
    }

    @Test
    void aStationBesideWhoeverGuessesIsHeardWhenItTriesAgain() {
        for (int i = 0; i < 100; i++) {
            place.admits("CP-1", WRONG + i);
        }
        place.now = T0.plusSeconds(1);

        assertThat(place.admits("CP-1", PASSWORD)).isTrue();
    }

    @Test
    void guessesFromElsewhereDoNotLockTheStationOut() {
        for (int i = 0; i < 1_000; i++) {
            place.admits("CP-1", WRONG, ELSEWHERE);
        }

        assertThat(place.admits("CP-1", PASSWORD, HERE)).isTrue();
    }

    @Test
    void guessesFromTheSameAddressDoNotLockOutAStationThatCameInBefore() {
        assertThat(place.admits("CP-1", PASSWORD)).isTrue();
        for (int i = 0; i < 1_000; i++) {
            place.admits("CP-1", WRONG);
            place.admits("SCAN-" + i, WRONG);
        }

        assertThat(place.admits("CP-1", PASSWORD)).isTrue();
        place.service.openCommissioning(minutes(10), Optional.empty());
        assertThat(place.admits("NEW-1", PASSWORD))
                .as("the address itself is worn out")
                .isFalse();
    }

    /** As behind a proxy, where all have one address, after a restart of the server. */
    @Test
    void guessesAtOthersFromTheSameAddressLockNobodyOutWhoKnowsItsPassword() {
        for (int i = 0; i < 1_000; i++) {
            place.admits("SCAN-" + i, WRONG);
        }

        assertThat(place.admits("CP-1", PASSWORD)).isTrue();
    }

    @Test
    void anUnknownStationStaysOutWhileNobodyCommissions() {
        assertThat(place.admits("NEW-1", PASSWORD)).isFalse();
        assertThat(place.service.find(new StationId("NEW-1"))).isEmpty();
    }

    @Test
    void duringCommissioningAnUnknownStationWaitsForADecision() {
        place.service.openCommissioning(minutes(10), Optional.empty());

        assertThat(place.admits("NEW-1", PASSWORD)).isTrue();
        assertThat(place.service.registration(new StationId("NEW-1"))).isEqualTo(RegistrationStatus.PENDING);
        assertThat(place.service.newcomers())
                .containsExactly(new Newcomer(new StationId("NEW-1"), Optional.of(HERE), T0));
    }

    @Test
    void thePasswordANewcomerShowedFirstIsItsOwn() {
        place.service.openCommissioning(minutes(10), Optional.empty());
        place.admits("NEW-1", PASSWORD);
        place.service.closeCommissioning();
        place.service.change(new StationId("NEW-1"), SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED);

        assertThat(place.admits("NEW-1", PASSWORD)).isTrue();
        assertThat(place.admits("NEW-1", WRONG)).isFalse();
        assertThat(place.admitsNameless("NEW-1")).isFalse();
        place.restart();
        assertThat(place.admits("NEW-1", PASSWORD)).isTrue();
    }

    @Test
    void aNewcomerWithoutPasswordStaysOutWhenTheWindowIsClosed() {
        place.service.openCommissioning(minutes(10), Optional.empty());
        assertThat(place.admitsNameless("NEW-1")).isTrue();
        assertThat(place.admitsNameless("NEW-1")).isTrue();

        place.now = T0.plus(minutes(10));

        assertThat(place.service.commissioning()).isEmpty();
        assertThat(place.admitsNameless("NEW-1")).isFalse();
        assertThat(place.admits("NEW-1", PASSWORD)).isFalse();
    }

    @Test
    void aNewcomerWithoutPasswordKeepsTheFirstItShows() {
        place.service.openCommissioning(minutes(10), Optional.empty());
        place.admitsNameless("NEW-1");

        assertThat(place.admits("NEW-1", PASSWORD)).isTrue();
        assertThat(place.admitsNameless("NEW-1")).isFalse();
        assertThat(place.admits("NEW-1", WRONG)).isFalse();
    }

    @Test
    void ofTwoPasswordsThatANewcomerShowsAtOnceTheFirstIsItsOwn() throws Exception {
        place.service.openCommissioning(minutes(10), Optional.empty());
        place.admitsNameless("NEW-1");
        AtomicBoolean other = new AtomicBoolean();
        Thread second = Thread.ofPlatform().unstarted(() -> other.set(place.admits("NEW-1", WRONG)));
        place.store = whileStoring(() -> {
            second.start();
            while (second.getState() != Thread.State.WAITING) { // for the station's lock
                Thread.onSpinWait();
            }
        });
        place.restart();
        place.service.openCommissioning(minutes(10), Optional.empty());

        assertThat(place.admits("NEW-1", PASSWORD)).isTrue();
        second.join();
        assertThat(other).as("the other is let in").isFalse();
        assertThat(place.admits("NEW-1", PASSWORD)).isTrue();
    }

    /** A store in which something happens before it keeps a password for the first time. */
    private StationStore whileStoring(Runnable first) {
        AtomicBoolean happened = new AtomicBoolean();
        return (StationStore) Proxy.newProxyInstance(
                StationStore.class.getClassLoader(), new Class<?>[] {StationStore.class}, (self, method, arguments) -> {
                    if (method.getName().equals("renewPassword") && !happened.getAndSet(true)) {
                        first.run();
                    }
                    return method.invoke(place.memory, arguments);
                });
    }

    @Test
    void aNewcomerThatNeverShowedAPasswordIsGivenOne() {
        StationId newcomer = new StationId("NEW-1");
        place.service.openCommissioning(minutes(10), Optional.empty());
        place.admitsNameless("NEW-1");
        TestLink link = new TestLink();
        place.service.connected(newcomer, link);
        place.service.change(newcomer, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED);
        String made = place.service.firstPassword(newcomer).orElseThrow().password();

        assertThat(link.closings).isEmpty();
        assertThat(place.admits("NEW-1", made)).isTrue();
        assertThat(place.admitsNameless("NEW-1")).isFalse();
        assertThat(place.admits("NEW-1", PASSWORD)).isFalse();
        assertThat(place.service.firstPassword(newcomer)).as("it has one").isEmpty();
        place.restart();
        assertThat(place.admits("NEW-1", made)).isTrue();
    }

    @Test
    void whoShowedAPasswordKeepsIt() {
        place.service.openCommissioning(minutes(10), Optional.empty());
        place.admits("NEW-1", PASSWORD);

        assertThat(place.service.firstPassword(new StationId("NEW-1"))).isEmpty();
        assertThat(place.service.firstPassword(CP1)).isEmpty();
        assertThat(place.service.firstPassword(new StationId("GHOST"))).isEmpty();
        assertThat(place.admits("NEW-1", PASSWORD)).isTrue();
    }

    @Test
    void commissioningNeverOpensTheDoorOfARegisteredStation() {
        place.service.openCommissioning(minutes(10), Optional.empty());

        assertThat(place.admits("CP-1", WRONG)).isFalse();
        assertThat(place.admitsNameless("CP-1")).isFalse();
    }

    @Test
    void commissioningCanBeForSomeAddressesOnly() {
        place.service.openCommissioning(minutes(10), Optional.of("192.0.2.0/24"));

        assertThat(place.admits("NEW-1", PASSWORD, ELSEWHERE)).isFalse();
        assertThat(place.admits("NEW-1", PASSWORD, HERE)).isTrue();
    }

    @Test
    void anIllFormedIdentityNeverComesIn() {
        place.service.openCommissioning(minutes(10), Optional.empty());
        place.service.modified(new TestSettings(300, 60, true));

        for (String identity : List.of("", "a b", "a/b", "ä", "x".repeat(49), "a\u0000", "../etc")) {
            assertThat(place.admits(identity, PASSWORD)).as(identity).isFalse();
        }
    }

    @Test
    void onlySoManyNewcomersAreLetIn() {
        place.service.openCommissioning(minutes(10), Optional.empty());
        for (int i = 0; i < 1_000; i++) {
            assertThat(place.admitsNameless("NEW-" + i)).isTrue();
        }

        assertThat(place.admitsNameless("ONE-TOO-MANY")).isFalse();
        assertThat(place.admits("CP-1", PASSWORD)).isTrue();
    }

    @Test
    void theTrialOptionLetsEveryUnknownStationInAndCharge() {
        place.service.modified(new TestSettings(300, 60, true));

        assertThat(place.admitsNameless("TRIAL-1")).isTrue();
        assertThat(place.admitsNameless("TRIAL-1")).isTrue();
        assertThat(place.service.registration(new StationId("TRIAL-1"))).isEqualTo(RegistrationStatus.ACCEPTED);
        assertThat(place.admits("CP-1", WRONG))
                .as("a registered station has a password")
                .isFalse();

        place.service.modified(new TestSettings(300, 60, false));
        assertThat(place.admitsNameless("TRIAL-1")).isFalse();
    }

    @Test
    void aWindowIsNeitherEndlessNorForNonsense() {
        for (Duration length : List.of(Duration.ZERO, Duration.ofMinutes(-1), Duration.ofHours(25))) {
            assertThatThrownBy(() -> place.service.openCommissioning(length, Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(place.service.commissioning()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "example.org", "10.1.0.0/33", "10.1.0.0/-1", "10.1/16", "10.1.0.0/x", "fd00::/129", "/8"})
    void whatIsNoAddressRangeIsRefused(String range) {
        assertThatThrownBy(() -> place.service.openCommissioning(minutes(10), Optional.of(range)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address range");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.255, true", "10.1.0.0/16, 10.2.0.0, false", "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false", "0.0.0.0/0, 203.0.113.9, true", "0.0.0.0/0, fd00::1, false",
        "fd00::/8, fd12:3456::1, true", "fd00::/8, fe80::1, false", "10.1.2.128/25, 10.1.2.127, false"
    })
    void anAddressRangeContainsWhatItSays(String range, String address, boolean inside) {
        assertThat(Cidr.parse(range).contains(address(address))).isEqualTo(inside);
    }

    private static Knock knock(String identity, String user, String password) {
        return new Knock(identity, Optional.of(user), Optional.of(password), HERE);
    }
}
