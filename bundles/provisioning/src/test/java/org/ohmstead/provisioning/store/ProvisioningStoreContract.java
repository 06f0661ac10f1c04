package org.ohmstead.provisioning.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Provisioning.Phase;
import org.ohmstead.api.model.StationId;
import org.ohmstead.provisioning.store.ProvisioningStore.Attended;
import org.ohmstead.provisioning.store.ProvisioningStore.Refusal;

/** What every implementation of the port keeps. */
public abstract class ProvisioningStoreContract {

    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");

    private ProvisioningStore store;

    protected abstract ProvisioningStore newStore();

    @BeforeEach
    void open() {
        store = newStore();
    }

    @Test
    void anEmptyStoreKnowsNothing() {
        assertThat(store.refusals()).isEmpty();
        assertThat(store.attended()).isEmpty();
    }

    @Test
    void aRefusalIsKeptOnce() {
        Refusal refusal = new Refusal("ABB/Terra AC/1.8", "Measured", "Voltage", "Rejected", T0);
        store.learn(refusal);
        store.learn(new Refusal("ABB/Terra AC/1.8", "Measured", "Voltage", "NotSupported", T0.plusSeconds(1)));

        assertThat(store.refusals()).containsExactly(refusal);
    }

    @Test
    void partsModelsAndNamesAreToldApart() {
        store.learn(new Refusal("A//", "Measured", "", "Rejected", T0));
        store.learn(new Refusal("A//", "Measured", "SoC", "Rejected", T0));
        store.learn(new Refusal("A//1", "Measured", "SoC", "Rejected", T0));
        store.learn(new Refusal("A//", "Interval", "", "Rejected", T0));

        assertThat(store.refusals()).hasSize(4);
    }

    @Test
    void namesLongerThanAnyColumnDoNoHarm() {
        String long300 = "x".repeat(2_000);
        store.learn(new Refusal(long300, long300, long300, long300, T0));
        store.learn(new Refusal(long300, long300, long300, long300, T0));

        assertThat(store.refusals()).hasSize(1);
    }

    @Test
    void whatOneModelRefusesIsForgottenAndMayBeLearntAnew() {
        Refusal other = new Refusal("B//", "Measured", "", "Rejected", T0);
        Refusal anew = new Refusal("A//", "Measured", "", "NotSupported", T0.plusSeconds(9));
        store.learn(new Refusal("A//", "Measured", "", "Rejected", T0));
        store.learn(new Refusal("A//", "Measured", "SoC", "Rejected", T0));
        store.learn(other);
        store.forgetRefusals("A//");
        store.forgetRefusals("A//");
        assertThat(store.refusals()).containsExactly(other);

        store.learn(anew);
        assertThat(store.refusals()).containsExactlyInAnyOrder(other, anew);
    }

    @Test
    void theLatestOfAStationTakesThePlaceOfWhatWas() {
        StationId station = new StationId("CP-1");
        store.attended(new Attended(station, "one", Phase.GIVEN_UP, T0));
        Attended latest = new Attended(station, "two", Phase.CONFIGURED, T0.plusSeconds(1));
        store.attended(latest);
        store.attended(latest);

        assertThat(store.attended()).containsExactly(latest);
    }

    @Test
    void aForgottenStationLeavesOthersAndWhatItsModelRefuses() {
        Attended other = new Attended(new StationId("CP-2"), "one", Phase.CONFIGURED, T0);
        store.learn(new Refusal("A//", "Measured", "", "Rejected", T0));
        store.attended(new Attended(new StationId("CP-1"), "one", Phase.GIVEN_UP, T0));
        store.attended(other);
        store.forget(new StationId("CP-1"));
        store.forget(new StationId("CP-1"));

        assertThat(store.attended()).containsExactly(other);
        assertThat(store.refusals()).hasSize(1);
    }
}
