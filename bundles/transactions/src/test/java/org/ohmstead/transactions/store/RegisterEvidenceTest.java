package org.ohmstead.transactions.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ohmstead.api.model.RegisterKind;

class RegisterEvidenceTest {

    private static final RegisterEvidence WENT_ON = new RegisterEvidence(1, 0, 0, 0);
    private static final RegisterEvidence WENT_ON_OVER_A_BOOT = new RegisterEvidence(0, 1, 0, 0);
    private static final RegisterEvidence FELL = new RegisterEvidence(0, 0, 1, 0);
    private static final RegisterEvidence FELL_OVER_A_BOOT = new RegisterEvidence(0, 0, 0, 1);

    @Test
    void whatNeverBootedIsNotWrittenDownForEver() {
        RegisterEvidence seen = new RegisterEvidence(20, 0, 0, 0);

        assertThat(seen.kind()).isEmpty();
        assertThat(seen.settles(WENT_ON)).isTrue();
        assertThat(new RegisterEvidence(19, 0, 0, 0).settles(WENT_ON)).isFalse();
    }

    @Test
    void whatIsNewIsWrittenDownHoweverMuchWasSeen() {
        RegisterEvidence seen = new RegisterEvidence(1_000, 0, 0, 0);

        assertThat(seen.settles(WENT_ON_OVER_A_BOOT)).isFalse();
        assertThat(seen.settles(FELL)).isFalse();
        assertThat(seen.settles(FELL_OVER_A_BOOT)).isFalse();
    }

    @Test
    void whatSpeaksAgainstALifetimeIsWrittenDown() {
        RegisterEvidence lifetime = new RegisterEvidence(20, 1, 0, 0);

        assertThat(lifetime.kind()).contains(RegisterKind.LIFETIME);
        assertThat(lifetime.settles(WENT_ON)).isTrue();
        assertThat(lifetime.settles(FELL)).isFalse();
        assertThat(lifetime.settles(FELL_OVER_A_BOOT)).isFalse();
    }

    @Test
    void whatMakesItUncertainAgainIsWrittenDown() {
        RegisterEvidence barely = new RegisterEvidence(2, 0, 20, 0);

        assertThat(barely.kind()).contains(RegisterKind.RESETS_PER_TRANSACTION);
        assertThat(barely.settles(FELL)).isTrue();
        assertThat(barely.settles(WENT_ON)).isFalse();
    }
}
