package org.ohmstead.adminsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.adminsocket.Command.Refused;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.Audit.Broken;
import org.ohmstead.api.csms.Audit.Verification;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StoreUnavailable;

class AuditVerifyCommandTest {

    private static final String SEAL = "5e".repeat(32);

    private Verification verification = new Verification(7, SEAL, Optional.empty());
    private Optional<String> asked = Optional.empty();
    private boolean storeIsDown;

    private final AuditVerifyCommand command = new AuditVerifyCommand(new Audit() {
        @Override
        public void record(String who, String action, String subject, Optional<String> before, Optional<String> after) {
            throw new AssertionError("Looking changes nothing");
        }

        @Override
        public Page<Entry> page(Page.Request request) {
            throw new AssertionError("All of it is looked at");
        }

        @Override
        public Verification verify(Optional<String> noted) {
            asked = noted;
            if (storeIsDown) {
                throw new StoreUnavailable("The store is closed", false, null);
            }
            return verification;
        }
    });

    @Test
    void aWholeTrailIsSaidWithTheSealToNote() throws Exception {
        assertThat(said("")).contains("whole", "7 entries", SEAL);
        assertThat(asked).isEmpty();
    }

    @Test
    void aNotedSealIsAskedFor() throws Exception {
        said("abc");

        assertThat(asked).contains("abc");
    }

    @Test
    void aBrokenTrailIsRefusedWithTheReasonAndWhatIsGood() {
        verification = new Verification(16, SEAL, Optional.of(new Broken(Optional.of(17L), "Entry 17 was changed.")));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> command.ask(""))
                .withMessageContainingAll("broken", "Entry 17", "16 entries", SEAL);
    }

    @Test
    void withoutAStoreNobodyKnows() {
        storeIsDown = true;

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> command.ask(""))
                .withMessageContaining("cannot be read");
    }

    private String said(String words) throws Refused, IOException {
        var out = new ByteArrayOutputStream();
        command.ask(words)
                .hold(new BufferedReader(Reader.nullReader()), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
