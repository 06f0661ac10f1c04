package org.ohmstead.ocpp16;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.StationId;
import org.ohmstead.testkit.InMemoryCsms;

/** A station that is asked to start and to stop. Accepted only means accepted (OCPP 1.6 §5.11, §5.12). */
abstract class RemoteRequests {

    static final StationId CP1 = new StationId("CP-1");

    static final String CARD = "04A1B2C3";

    static final String OTHER = "04FFFFFF";

    final InMemoryCsms csms =
            new InMemoryCsms().withStation("CP-1").withToken(CARD).withToken(OTHER);

    final ConfigurableStation station = new ConfigurableStation(csms, "CP-1");

    @BeforeEach
    void boots() {
        station.boots();
    }

    RemoteControl remote() {
        return csms.stations().control(CP1).as(RemoteControl.class).orElseThrow();
    }

    void asksToStart(Optional<EvseId> evse) {
        remote().startCharging(evse, IdToken.of(CARD), 1);
    }

    void timePasses(Duration time) {
        csms.clock().advance(time);
        csms.looksAtTheTime();
    }

    long starts(int connector, String idTag) {
        return station.says("StartTransaction", """
                        {"connectorId":%d,"idTag":"%s","meterStart":1000,"timestamp":"%s"}""".formatted(
                                connector, idTag, csms.clock().instant()))
                .get("transactionId")
                .asLong();
    }

    void stops(long number) {
        station.says("StopTransaction", """
                {"transactionId":%d,"meterStop":2000,"timestamp":"%s","reason":"Remote"}""".formatted(number, csms.clock().instant()));
    }

    void asksToStart(int evse) {
        remote().startCharging(Optional.of(new EvseId(evse)), IdToken.of(CARD), evse);
    }
}
