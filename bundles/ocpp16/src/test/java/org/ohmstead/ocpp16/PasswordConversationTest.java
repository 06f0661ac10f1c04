package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.csms.Provisioning.Item;
import org.ohmstead.api.csms.Provisioning.Standing;
import org.ohmstead.api.csms.StationAdmission.Admission;
import org.ohmstead.api.csms.StationAdmission.Knock;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Outcome.Kind;
import org.ohmstead.api.model.StationId;
import org.ohmstead.testkit.InMemoryCsms;

/** A station's password, changed as one of its settings (OCPP-J 1.6 §6.2.2, security whitepaper A01.FR.03 and 04). */
class PasswordConversationTest {

    private static final StationId CP1 = new StationId("CP-1");
    private static final String KEY = "AuthorizationKey";
    private static final String OLD = "000102030405060708090a0b0c0d0e0f10111213";
    private static final String NEW = "f00102030405060708090a0b0c0d0e0f10111213";

    private final InMemoryCsms csms = new InMemoryCsms().withStation("CP-1");
    private ConfigurableStation station;

    @BeforeEach
    void password() {
        csms.register().renewPassword(CP1, Optional.of(OLD));
        station = new ConfigurableStation(csms, "CP-1");
    }

    private Outcome change(String name, String value) {
        return csms.stations()
                .control(CP1)
                .as(SettingsControl.class)
                .orElseThrow()
                .change(name, value);
    }

    private boolean admits(String password) {
        var knock = new Knock("CP-1", Optional.of("CP-1"), Optional.of(password), InetAddress.getLoopbackAddress());
        return csms.admission().admit(knock) instanceof Admission.Admitted;
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, "authorizationkey", "AUTHORIZATIONKEY"})
    void anAcceptedPasswordIsTheOnlyOneThatCounts(String name) {
        Outcome outcome = change(name, NEW);

        assertThat(outcome).isEqualTo(Outcome.of(Kind.ACCEPTED, "Accepted"));
        assertThat(station.settings).containsEntry(name, NEW);
        assertThat(admits(OLD)).isFalse();
        assertThat(admits(NEW)).isTrue();
        csms.restart();
        assertThat(admits(OLD)).isFalse();
        assertThat(admits(NEW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rejected", "NotSupported"})
    void aRefusedPasswordDoesNotCount(String word) {
        station.answers.put(KEY, word);
        change(KEY, NEW);

        assertThat(admits(NEW)).isFalse();
        assertThat(admits(OLD)).isTrue();
    }

    @Test
    void aStationThatCannotBeAskedKeepsItsPassword() {
        station.goes();

        assertThat(change(KEY, NEW).kind()).isEqualTo(Kind.OFFLINE);
        assertThat(admits(NEW)).isFalse();
        assertThat(admits(OLD)).isTrue();
    }

    @Test
    void whereNoAnswerComesBothCountUntilTheNewOneIsShown() {
        station.mute = true;
        Outcome outcome = change(KEY, NEW);

        assertThat(outcome.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(outcome.reason().orElseThrow()).contains("old password");
        assertThat(admits(OLD)).isTrue();
        assertThat(admits(OLD)).isTrue();
        assertThat(admits(NEW)).isTrue();
        assertThat(admits(OLD)).isFalse();
        csms.restart();
        assertThat(admits(OLD)).isFalse();
        assertThat(admits(NEW)).isTrue();
    }

    @Test
    void aPasswordThatWorksAfterARestartCountsBesideTheOldOneUntilThen() {
        station.answers.put(KEY, "RebootRequired");
        assertThat(change(KEY, NEW).kind()).isEqualTo(Kind.REBOOT_REQUIRED);

        assertThat(admits(OLD)).isTrue();
        assertThat(admits(NEW)).isTrue();
        assertThat(admits(OLD)).isFalse();
    }

    @Test
    void aPasswordThatWorksAfterARestartOutlivesTheServer() {
        station.answers.put(KEY, "RebootRequired");
        change(KEY, NEW);
        csms.restart();

        assertThat(admits(NEW)).isTrue();
    }

    @Test
    void aStationMayComeBackWithItsNewPasswordBeforeItsAnswerIsHeard() {
        station.beforeItAnswers = () -> assertThat(admits(NEW)).isTrue();

        assertThat(change(KEY, NEW).accepted()).isTrue();
        assertThat(admits(NEW)).isTrue();
    }

    @Test
    void whatAPersonDecidesMeanwhileWins() {
        station.mute = true;
        change(KEY, NEW);
        csms.register().renewPassword(CP1, Optional.of("decided-by-a-person"));

        assertThat(admits("decided-by-a-person")).isTrue();
        assertThat(admits(NEW)).isFalse();
        assertThat(admits(OLD)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "fifteen-letters", "a key with blanks in it", "0123456789012345678901234567890123456789x"})
    void whatIsNoPasswordIsNotSent(String value) {
        Outcome outcome = change(KEY, value);

        assertThat(outcome.kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(outcome.reason().orElseThrow()).contains("16 to 40");
        assertThat(station.changes()).isEmpty();
        assertThat(admits(OLD)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, "authorizationkey", "AUTHORIZATIONKEY"})
    void itIsSeenInNoFrame(String name) {
        change(name, NEW);
        var dialect = new Dialect16(csms.reports(), csms.authorizer(), csms.transactions(), csms.clock());
        String payload = station.changes().getFirst().substring("ChangeConfiguration".length());

        assertThat(payload).contains(NEW);
        assertThat(dialect.redacted("ChangeConfiguration", payload)).doesNotContain(NEW);
        assertThat(dialect.kept("ChangeConfiguration", payload)).doesNotContain(NEW);
        assertThat(csms.journal().latest(CP1, 100).toString()).doesNotContain(NEW);
    }

    @Test
    void aRecipeDoesNotSetIt() {
        station.settings.put(KEY, "");
        csms.withSettings("Acme", "authorizationkey=" + NEW, "");
        station.boots();
        csms.doWhatWaits();

        assertThat(station.changes()).isEmpty();
        assertThat(csms.provisioning().state(CP1).orElseThrow().items())
                .singleElement()
                .satisfies(item -> assertThat(item.standing()).isEqualTo(Standing.REFUSED))
                .extracting(Item::wanted)
                .isEqualTo("");
        assertThat(admits(OLD)).isTrue();
    }
}
