package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller.Answer;

/** Thousands of answers that real ones could have become: each is an outcome, and nothing else happens. */
class AnswerFuzzTest {

    private final RecordingCsms csms = new RecordingCsms();

    @Test
    void aMangledAnswerIsAnOutcome() {
        Mangler mangler = new Mangler(new Random(16));
        for (int i = 0; i < 5_000; i++) {
            String payload = mangler.bytes(
                    "{\"status\":\"Accepted\",\"data\":\"x\",\"configurationKey\":[{\"key\":\"AuthorizationKey\","
                            + "\"readonly\":false,\"value\":\"secret-0001\"},{\"key\":\"b\",\"readonly\":true}],"
                            + "\"unknownKey\":[\"c\"]}");
            Control16 control =
                    new Control16(new StationId("CP-1"), csms, (action, asked) -> new Answer.Result(payload));
            assertThat(control.clearCache().kind()).isNotNull();
            assertThat(control.transfer("v", Optional.empty(), Optional.empty()).kind())
                    .isNotNull();
            assertThat(control.read(List.of()).outcome().kind()).isNotNull();
        }
    }
}
