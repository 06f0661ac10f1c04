package org.ohmstead.ocpp16;

import java.time.Duration;
import java.time.Instant;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.testkit.InMemoryCsms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A station with one connector that says what a test makes it say, over a session without a socket. */
final class ScriptedStation {

    private static final JsonMapper JSON = new JsonMapper();

    private final InMemoryCsms csms;
    private final StationId id;
    private OcppSession session;

    /** What it was asked last. */
    String asked = "";

    ScriptedStation(InMemoryCsms csms, String id) {
        this.csms = csms;
        this.id = new StationId(id);
        connects();
    }

    /** Comes anew, as after a lost connection or when the dialect was replaced; it does not boot. */
    void connects() {
        session = new Dialect16(csms.reports(), csms.authorizer(), csms.transactions(), csms.clock())
                .open(id, (action, payload) -> {
                    asked = action + payload;
                    return new Answer.Result("{\"status\":\"Accepted\"}");
                });
    }

    RemoteControl remote() {
        return session.control().as(RemoteControl.class).orElseThrow();
    }

    JsonNode says(String action, String payload) {
        return JSON.readTree(session.answer(action, payload));
    }

    String boots() {
        return says("BootNotification", "{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"One\"}")
                .get("status")
                .asString();
    }

    void is(String status) {
        is(status, now());
    }

    void is(String status, Instant at) {
        says(
                "StatusNotification",
                "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"%s\",\"timestamp\":\"%s\"}"
                        .formatted(status, at));
    }

    /** The verdict about a card. */
    String swipes(String idTag) {
        return verdict(says("Authorize", "{\"idTag\":\"%s\"}".formatted(idTag)));
    }

    JsonNode starts(String idTag, long meterStart, Instant at) {
        return says(
                "StartTransaction",
                "{\"connectorId\":1,\"idTag\":\"%s\",\"meterStart\":%d,\"timestamp\":\"%s\"}"
                        .formatted(idTag, meterStart, at));
    }

    /** The number it got. */
    long starts(String idTag, long meterStart) {
        return number(starts(idTag, meterStart, now()));
    }

    void meters(long transactionId, long wattHours) {
        meters(transactionId, wattHours, now());
    }

    void meters(long transactionId, long wattHours, Instant at) {
        says(
                "MeterValues",
                "{\"connectorId\":1,\"transactionId\":%d,\"meterValue\":[{\"timestamp\":\"%s\",\"sampledValue\":[{\"value\":\"%d\"}]}]}"
                        .formatted(transactionId, at, wattHours));
    }

    JsonNode stops(long transactionId, String idTag, long meterStop, Instant at) {
        return says(
                "StopTransaction",
                "{\"transactionId\":%d,\"idTag\":\"%s\",\"meterStop\":%d,\"timestamp\":\"%s\",\"reason\":\"Local\"}"
                        .formatted(transactionId, idTag, meterStop, at));
    }

    JsonNode stops(long transactionId, String idTag, long meterStop) {
        return stops(transactionId, idTag, meterStop, now());
    }

    void waits(Duration time) {
        csms.clock().advance(time);
    }

    Instant now() {
        return csms.clock().instant();
    }

    static long number(JsonNode start) {
        return start.get("transactionId").asLong();
    }

    static String verdict(JsonNode answer) {
        return answer.get("idTagInfo").get("status").asString();
    }
}
