package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Token;
import org.ohmstead.authorization.TokenSettings;
import org.ohmstead.testkit.InMemoryCsms;
import org.ohmstead.transactions.MasterStops;

/** Two 1.6 stations, which do not know what a master card is (the intent is that of OCPP 2.0.1 use case C16). */
abstract class MasterScene {

    static final String CARD = "04A1B2C3";

    static final String MASTER = "KEYRING";

    static final String GROUP = "SERVICE";

    final InMemoryCsms csms = new InMemoryCsms()
            .withStation("CP-1")
            .withStation("CP-2")
            .withToken(CARD)
            .withToken(inGroup(MASTER, GROUP, false))
            .withToken(inGroup("LOST", GROUP, true))
            .withToken(inGroup("ONE", "FAMILY", false))
            .withToken(inGroup("TWO", "FAMILY", false))
            .withTokenSettings(TokenSettings.SHIPPED.masters(GROUP, false));

    final ConfigurableStation station = new ConfigurableStation(csms, "CP-1");

    final ConfigurableStation other = new ConfigurableStation(csms, "CP-2");

    MasterStops masters = following(true);

    static Token inGroup(String value, String group, boolean blocked) {
        return new Token(IdToken.of(value), "", blocked, Optional.empty(), Optional.of(group));
    }

    MasterStops following(boolean stopAll) {
        return new MasterStops(
                csms.journal(), csms.stations(), csms.history(), new Shipped(stopAll), csms.clock(), Runnable::run);
    }

    @BeforeEach
    void boot() {
        station.boots();
        other.boots();
    }

    @AfterEach
    void close() {
        masters.close();
    }

    /** It shows its card, and goes before it can be asked. */
    long startsShowsAndGoes() {
        masters.close();
        long number = starts(station, 1, CARD);
        shows(station, MASTER);
        station.goes();
        masters = following(true);
        followed();
        masters.look();
        assertThat(station.asked).isEmpty();
        return number;
    }

    static String runsOn(long number) {
        return "Station CP-1 could not be asked to stop transaction " + number
                + " after a master card was shown; it runs on";
    }

    void followed() {
        long head = csms.journal().head().seq();
        Await.until(() -> csms.journal().followers().getFirst().position().seq() >= head);
    }

    static String stopOf(long number) {
        return "RemoteStopTransaction{\"transactionId\":" + number + "}";
    }

    static String shows(ConfigurableStation at, String idTag) {
        return at.says("Authorize", "{\"idTag\":\"%s\"}".formatted(idTag))
                .get("idTagInfo")
                .get("status")
                .asString();
    }

    long starts(ConfigurableStation at, int connector, String idTag) {
        return at.says("StartTransaction", """
                        {"connectorId":%d,"idTag":"%s","meterStart":1000,"timestamp":"%s"}""".formatted(
                                connector, idTag, csms.clock().instant()))
                .get("transactionId")
                .asLong();
    }

    void stops(ConfigurableStation at, long number) {
        at.says("StopTransaction", """
                {"transactionId":%d,"meterStop":2000,"timestamp":"%s"}""".formatted(number, csms.clock().instant()));
    }

    record Shipped(boolean stopAll) implements MasterStops.Settings {

        @Override
        public Class<? extends Annotation> annotationType() {
            return MasterStops.Settings.class;
        }
    }
}
