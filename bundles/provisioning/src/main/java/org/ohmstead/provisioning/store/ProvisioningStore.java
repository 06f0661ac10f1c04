package org.ohmstead.provisioning.store;

import java.time.Instant;
import java.util.List;
import org.ohmstead.api.csms.Provisioning.Phase;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/** What models refuse and which stations are done with. Writes throw {@code StoreUnavailable} when nothing is known to be stored. */
@ProviderType
public interface ProvisioningStore {

    /** To fill the memory at start. */
    List<Refusal> refusals();

    /** Keeps a refusal; the first one of a model, name and part stays. */
    void learn(Refusal refusal);

    /** Forgets all that a model refuses. */
    void forgetRefusals(String model);

    /** To fill the memory at start. */
    List<Attended> attended();

    /** Puts what became of a station in the place of what was. */
    void attended(Attended attended);

    /** Forgets what became of a station; what its model refuses stays. */
    void forget(StationId station);

    /**
     * Something a model does not take.
     *
     * @param model vendor, model and firmware in one text
     * @param part of a list; empty for the whole setting
     * @param word the station's own word for it
     */
    record Refusal(String model, String name, String part, String word, Instant at) {}

    /**
     * A station that need not wait any more.
     *
     * @param fingerprint of what was wanted of which firmware
     */
    record Attended(StationId station, String fingerprint, Phase phase, Instant at) {}
}
