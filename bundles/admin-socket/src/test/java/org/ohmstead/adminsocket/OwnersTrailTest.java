package org.ohmstead.adminsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.adminsocket.Command.Refused;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StoreUnavailable;

/** A copy of the database has the number of every card in it, so that one was made is written down. */
class OwnersTrailTest {

    private final List<String> trail = new ArrayList<>();
    private boolean storeIsDown;

    private final OwnersTrail owners = new OwnersTrail(new Audit() {
        @Override
        public void record(String who, String action, String subject, Optional<String> before, Optional<String> after) {
            if (storeIsDown) {
                throw new StoreUnavailable("The store is closed", false, null);
            }
            trail.add(who + " " + action);
        }

        @Override
        public Page<Entry> page(Page.Request request) {
            throw new AssertionError("Nobody reads it");
        }

        @Override
        public Verification verify(Optional<String> noted) {
            throw new AssertionError("Nobody verifies it");
        }
    });

    @Test
    void aCopyOfTheDatabaseIsInTheTrail() throws Exception {
        new CopyDatabaseCommand(() -> {}, owners).ask();

        assertThat(trail).containsExactly("this machine database.copied");
    }

    @Test
    void aCopyThatWasRefusedIsNot() {
        var command = new CopyDatabaseCommand(
                () -> {
                    throw new IllegalStateException("There is no room.");
                },
                owners);

        assertThatExceptionOfType(Refused.class).isThrownBy(command::ask).withMessage("There is no room.");
        assertThat(trail).isEmpty();
    }

    @Test
    void whoIsInDistressGetsHisCopyAlsoWithoutATrail() throws Exception {
        storeIsDown = true;

        new CopyDatabaseCommand(() -> {}, owners).ask();
        new CopyDatabaseCommand(() -> {}, new OwnersTrail()).ask();

        assertThat(trail).isEmpty();
    }
}
