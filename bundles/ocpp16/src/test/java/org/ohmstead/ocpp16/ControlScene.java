package org.ohmstead.ocpp16;

import java.util.ArrayList;
import java.util.List;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller.Answer;

/** A station that answers whatever it is asked with the same. */
abstract class ControlScene {

    final RecordingCsms csms = new RecordingCsms();
    final List<String> sent = new ArrayList<>();
    Answer answer = new Answer.Result("{\"status\":\"Accepted\"}");
    final StationControl control = new Dialect16(csms, csms, csms)
            .open(new StationId("CP-1"), this::call)
            .control();

    private Answer call(String action, String payload) {
        sent.add(action + payload);
        return answer;
    }

    SettingsControl settings() {
        return control.as(SettingsControl.class).orElseThrow();
    }

    void answersStatus(String word) {
        answer = new Answer.Result("{\"status\":\"" + word + "\"}");
    }
}
