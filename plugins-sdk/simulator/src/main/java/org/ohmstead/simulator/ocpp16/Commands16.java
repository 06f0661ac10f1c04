package org.ohmstead.simulator.ocpp16;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.simulator.wire.Json;
import org.ohmstead.simulator.wire.Payload;
import org.ohmstead.simulator.wire.Reply;
import tools.jackson.core.JsonGenerator;

/** Answers what the CSMS asks of the station (OCPP 1.6 §5), as a well-behaved station does or as the script told it to. */
final class Commands16 {

    /** The vendor whose data transfers this station understands. */
    static final String VENDOR = "org.ohmstead";

    /** Actions of 1.6 this station knows of and does not support. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "CancelReservation",
            "ClearChargingProfile",
            "GetCompositeSchedule",
            "GetDiagnostics",
            "GetLocalListVersion",
            "ReserveNow",
            "SendLocalList",
            "SetChargingProfile",
            "UpdateFirmware");

    private final Station16 station;
    private final Configuration16 configuration;
    private final Authorizer16 authorizer;
    private final Map<String, Reply> scripted = new ConcurrentHashMap<>();

    Commands16(Station16 station, Configuration16 configuration, Authorizer16 authorizer) {
        this.station = station;
        this.configuration = configuration;
        this.authorizer = authorizer;
    }

    /** From now on every such command gets this answer and has no effect. */
    void script(String action, Reply reply) {
        scripted.put(action, reply);
    }

    void unscript(String action) {
        scripted.remove(action);
    }

    Reply answer(String action, Payload command) {
        var prepared = scripted.get(action);
        return prepared != null ? prepared : usual(action, command);
    }

    private Reply usual(String action, Payload command) {
        return switch (action) {
            case "RemoteStartTransaction" -> remoteStart(command);
            case "RemoteStopTransaction" -> remoteStop(command);
            case "Reset" -> reset(command);
            case "UnlockConnector" -> unlock(command);
            case "ChangeAvailability" -> changeAvailability(command);
            case "GetConfiguration" -> getConfiguration(command);
            case "ChangeConfiguration" -> changeConfiguration(command);
            case "ClearCache" -> clearCache();
            case "TriggerMessage" -> trigger(command);
            case "DataTransfer" -> dataTransfer(command);
            default ->
                UNSUPPORTED.contains(action)
                        ? new Reply.Error("NotSupported", "this station does no " + action)
                        : new Reply.Error("NotImplemented", "this station knows no " + action);
        };
    }

    private static Reply status(String status) {
        return new Reply.Result(Messages16.withStatus(status));
    }

    private static Reply accepted(Runnable afterwards) {
        return new Reply.Result(Messages16.withStatus("Accepted"), afterwards);
    }

    private static Reply incomplete(String what) {
        return new Reply.Error("FormationViolation", what + " is missing or of the wrong type");
    }

    private Reply remoteStart(Payload command) {
        var token = command.text("idTag");
        if (token.isEmpty()) {
            return incomplete("idTag");
        }
        var connector = command.number("connectorId");
        var candidates = connector.isPresent()
                ? station.find(connector.getAsInt()).stream().toList()
                : station.connectors();
        return candidates.stream()
                .filter(Commands16::free)
                .findFirst()
                .map(free -> accepted(() -> start(free, token.get())))
                .orElseGet(() -> status("Rejected"));
    }

    private static boolean free(Connector16 connector) {
        return switch (connector.status()) {
            case AVAILABLE, PREPARING -> !connector.inTransaction();
            case FINISHING -> true;
            case CHARGING, SUSPENDED_EV, SUSPENDED_EVSE, UNAVAILABLE, FAULTED -> false;
        };
    }

    private void start(Connector16 connector, String token) {
        if (!configuration.flag("AuthorizeRemoteTxRequests")) {
            connector.permitted(token, Optional.empty());
            return;
        }
        var verdict = authorizer.authorize(token);
        if (verdict.accepted()) {
            connector.permitted(token, Optional.of(verdict));
        }
    }

    private Reply remoteStop(Payload command) {
        var id = command.number("transactionId");
        if (id.isEmpty()) {
            return incomplete("transactionId");
        }
        return station.connectors().stream()
                .filter(connector -> connector.transactionId().equals(id))
                .findFirst()
                .map(connector -> accepted(() -> connector.stopped(StopReason.REMOTE, Optional.empty())))
                .orElseGet(() -> status("Rejected"));
    }

    private Reply reset(Payload command) {
        return switch (command.text("type").orElse("")) {
            case "Soft" -> accepted(() -> station.resets(true));
            case "Hard" -> accepted(() -> station.resets(false));
            default -> incomplete("type");
        };
    }

    private Reply unlock(Payload command) {
        var id = command.number("connectorId");
        if (id.isEmpty()) {
            return incomplete("connectorId");
        }
        return station.find(id.getAsInt())
                .<Reply>map(connector -> new Reply.Result(
                        Messages16.withStatus("Unlocked"),
                        () -> connector.stopped(StopReason.UNLOCK_COMMAND, Optional.empty())))
                .orElseGet(() -> status("NotSupported"));
    }

    private Reply changeAvailability(Payload command) {
        var id = command.number("connectorId");
        var type = command.text("type").orElse("");
        if (id.isEmpty() || !Set.of("Operative", "Inoperative").contains(type)) {
            return incomplete(id.isEmpty() ? "connectorId" : "type");
        }
        var meant = id.getAsInt() == 0
                ? station.connectors()
                : station.find(id.getAsInt()).stream().toList();
        if (meant.isEmpty()) {
            return status("Rejected");
        }
        boolean operative = type.equals("Operative");
        boolean scheduled = !operative && meant.stream().anyMatch(Connector16::inTransaction);
        return new Reply.Result(
                Messages16.withStatus(scheduled ? "Scheduled" : "Accepted"),
                () -> station.becomes(operative, id.getAsInt(), meant));
    }

    private Reply getConfiguration(Payload command) {
        var asked = command.texts("key");
        if (asked.size() > configuration.number("GetConfigurationMaxKeys")) {
            return new Reply.Error("OccurenceConstraintViolation", "too many keys");
        }
        Collection<Configuration16.Key> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        asked.forEach(name -> configuration.key(name).ifPresentOrElse(known::add, () -> unknown.add(name)));
        var told = asked.isEmpty() ? configuration.all() : known;
        return new Reply.Result(Json.object(json -> {
            json.writeArrayPropertyStart("configurationKey");
            told.forEach(key -> write(key, json));
            json.writeEndArray();
            json.writeArrayPropertyStart("unknownKey");
            unknown.forEach(json::writeString);
            json.writeEndArray();
        }));
    }

    private static void write(Configuration16.Key key, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("key", key.name());
        json.writeBooleanProperty("readonly", key.readOnly());
        json.writeStringProperty("value", key.value());
        json.writeEndObject();
    }

    private Reply changeConfiguration(Payload command) {
        var key = command.text("key");
        var value = command.text("value");
        if (key.isEmpty() || value.isEmpty()) {
            return incomplete(key.isEmpty() ? "key" : "value");
        }
        return status(configuration.change(key.get(), value.get()));
    }

    private Reply clearCache() {
        if (!configuration.flag("AuthorizationCacheEnabled")) {
            return status("Rejected");
        }
        authorizer.forgetAll();
        return status("Accepted");
    }

    private Reply trigger(Payload command) {
        var message = command.text("requestedMessage");
        var id = command.number("connectorId");
        if (message.isEmpty()) {
            return incomplete("requestedMessage");
        }
        return switch (message.get()) {
            // OCPP 1.6 errata 3.35: a station that has booted on this connection should refuse to boot again.
            case "BootNotification" -> station.hasBooted() ? status("Rejected") : accepted(station::boots);
            case "Heartbeat" -> accepted(() -> station.says("Heartbeat", Messages16.EMPTY));
            case "DiagnosticsStatusNotification", "FirmwareStatusNotification" ->
                accepted(() -> station.says(message.get(), Messages16.withStatus("Idle")));
            case "StatusNotification" ->
                known(id.orElse(0)) ? accepted(() -> station.reportsAgain(id)) : status("Rejected");
            case "MeterValues" -> known(id.orElse(0)) ? accepted(() -> station.readsTriggered(id)) : status("Rejected");
            default -> status("NotImplemented");
        };
    }

    private boolean known(int connector) {
        return connector == 0 || station.find(connector).isPresent();
    }

    private static Reply dataTransfer(Payload command) {
        var vendor = command.text("vendorId");
        if (vendor.isEmpty()) {
            return incomplete("vendorId");
        }
        if (!vendor.get().equals(VENDOR)) {
            return status("UnknownVendorId");
        }
        if (!command.text("messageId").orElse("").equals("echo")) {
            return status("UnknownMessageId");
        }
        return new Reply.Result(Json.object(json -> {
            json.writeStringProperty("status", "Accepted");
            json.writeStringProperty("data", command.text("data").orElse(""));
        }));
    }
}
