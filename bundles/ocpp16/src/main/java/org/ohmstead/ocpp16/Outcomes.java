package org.ohmstead.ocpp16;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.SettingsControl.Setting;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Outcome.Kind;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.ocpp16.message.GetConfiguration;
import org.ohmstead.ocpp16.message.Redaction;

/** What a station's answer means, its own word kept: pure functions. */
final class Outcomes {

    private static final int LONGEST_SHOWN = 2_000;

    /** All words a status can have; each message has checked that the word is one of its own. */
    private static final Map<String, Kind> KINDS = Map.of(
            "Accepted", Kind.ACCEPTED,
            "Unlocked", Kind.ACCEPTED,
            "Scheduled", Kind.SCHEDULED,
            "RebootRequired", Kind.REBOOT_REQUIRED,
            "Rejected", Kind.REJECTED,
            "UnlockFailed", Kind.FAILED,
            "NotSupported", Kind.NOT_SUPPORTED,
            "NotImplemented", Kind.NOT_SUPPORTED,
            "UnknownMessageId", Kind.NOT_SUPPORTED,
            "UnknownVendorId", Kind.NOT_SUPPORTED);

    private Outcomes() {}

    static Outcome outcome(String status) {
        return Outcome.of(KINDS.get(status), status);
    }

    /** An error code and what the station wrote with it. */
    static Outcome of(Answer.Error error) {
        Kind kind = switch (error.code()) {
            case "NotImplemented", "NotSupported" -> Kind.NOT_SUPPORTED;
            default -> Kind.FAILED;
        };
        Optional<String> reason = Optional.of(error.description()).filter(text -> !text.isBlank());
        return new Outcome(kind, Optional.of(error.code()), reason, Optional.empty());
    }

    /** An answer that is not what OCPP 1.6 says it is: shown as it came. */
    static Outcome unsound(String payload, OcppError what) {
        String shown = Redaction.of(payload);
        return Outcome.because(Kind.FAILED, "The station's answer is not sound: " + what.getMessage())
                .withData(shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) : shown);
    }

    static SettingsControl.Report report(GetConfiguration.Response response) {
        List<Setting> settings =
                response.configurationKey().stream().map(Outcomes::setting).toList();
        Outcome outcome = new Outcome(Kind.ACCEPTED, Optional.empty(), Optional.empty(), Optional.empty());
        return new SettingsControl.Report(outcome, settings, response.unknownKey());
    }

    /** A number of things; as many as you like where the station tells none. */
    static int count(String value) {
        try {
            int count = Integer.parseInt(value.strip());
            return count > 0 ? count : Integer.MAX_VALUE;
        } catch (NumberFormatException notTold) {
            return Integer.MAX_VALUE;
        }
    }

    /** A secret the station should keep to itself (errata OCPP-J §3.10) is not shown if it does not. */
    private static Setting setting(GetConfiguration.KeyValue setting) {
        boolean shown = setting.value() != null && !Redaction.isSecret(setting.key());
        return new Setting(setting.key(), shown ? setting.value() : "", setting.readonly());
    }
}
