package org.ohmstead.transactions;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.StationId;
import org.ohmstead.transactions.metering.EnergyAccount;
import org.ohmstead.transactions.store.RegisterEvidence;
import org.ohmstead.transactions.store.StationModel;
import org.ohmstead.transactions.store.TransactionStore;

/** Learns from one session to the next how the registers of a model behave. Thread-safe. */
final class RegisterKinds {

    /** Below this a register that fell and one that goes on look alike. */
    private static final Energy TELLING = Energy.ofWattHours(1_000);

    private final TransactionStore store;
    private final Map<StationModel, RegisterEvidence> learned;
    private final Map<StationId, Optional<StationModel>> models = new ConcurrentHashMap<>();

    RegisterKinds(TransactionStore store) {
        this.store = store;
        this.learned = new ConcurrentHashMap<>(store.registers());
    }

    /** Empty while it is not known. Asks the store once for each boot of a station. */
    Optional<RegisterKind> of(StationId station) {
        return model(station).map(learned::get).flatMap(RegisterEvidence::kind);
    }

    private Optional<StationModel> model(StationId station) {
        Optional<StationModel> known = models.get(station);
        if (known == null) {
            known = store.model(station);
            models.put(station, known);
        }
        return known;
    }

    /** It may have another firmware from now on, or be another station. */
    void forget(StationId station) {
        models.remove(station);
    }

    /**
     * Learns from a session that is over.
     *
     * @param before what the register showed at the end of the session before at the same EVSE
     * @param bootedBetween whether the station booted between the two
     * @param bootedDuring whether it booted during the session
     */
    void learn(
            StationId station,
            Optional<Energy> before,
            EnergyAccount.Span span,
            boolean bootedBetween,
            boolean bootedDuring) {
        RegisterEvidence during =
                bootedDuring && span.resets() > 0 ? new RegisterEvidence(0, 0, 0, 1) : RegisterEvidence.NONE;
        RegisterEvidence seen = before.filter(register -> register.compareTo(TELLING) >= 0)
                .map(register -> between(register, span.first(), bootedBetween))
                .orElse(RegisterEvidence.NONE)
                .and(during);
        if (!seen.equals(RegisterEvidence.NONE)) {
            model(station).ifPresent(model -> learn(model, seen));
        }
    }

    private void learn(StationModel model, RegisterEvidence seen) {
        RegisterEvidence before = learned.getOrDefault(model, RegisterEvidence.NONE);
        if (!before.settles(seen)) {
            store.learn(model, learned.merge(model, seen, RegisterEvidence::and));
        }
    }

    private static RegisterEvidence between(Energy before, Energy first, boolean booted) {
        boolean on = first.compareTo(before) >= 0;
        boolean fell = before.minus(first).compareTo(TELLING) >= 0;
        if (on) {
            return booted ? new RegisterEvidence(0, 1, 0, 0) : new RegisterEvidence(1, 0, 0, 0);
        }
        if (fell) {
            return booted ? new RegisterEvidence(0, 0, 0, 1) : new RegisterEvidence(0, 0, 1, 0);
        }
        return RegisterEvidence.NONE;
    }
}
