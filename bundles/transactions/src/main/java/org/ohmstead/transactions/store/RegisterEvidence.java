package org.ohmstead.transactions.store;

import java.util.Optional;
import org.ohmstead.api.model.RegisterKind;

/**
 * What was seen of the import registers of a model, from the end of one session to the begin of the next at the same EVSE.
 *
 * @param continued how often the register went on where it was
 * @param continuedOverBoot how often though the station had booted in between
 * @param fell how often it began anew
 * @param fellOverBoot how often after the station had booted, in between or during a session
 */
public record RegisterEvidence(int continued, int continuedOverBoot, int fell, int fellOverBoot) {

    public static final RegisterEvidence NONE = new RegisterEvidence(0, 0, 0, 0);

    private static final int ENOUGH = 3;
    private static final int ENOUGH_BOOTS = 2;
    private static final int SETTLED = 20;

    /** So many times as often as what speaks against it: a meter may be exchanged, a station set back. */
    private static final int OUTWEIGHS = 10;

    public RegisterEvidence and(RegisterEvidence more) {
        return new RegisterEvidence(
                continued + more.continued,
                continuedOverBoot + more.continuedOverBoot,
                fell + more.fell,
                fellOverBoot + more.fellOverBoot);
    }

    /** Empty while too little was seen, or too much that does not fit together. */
    public Optional<RegisterKind> kind() {
        int on = continued + continuedOverBoot;
        if (fell >= ENOUGH && fell >= OUTWEIGHS * on) {
            return Optional.of(RegisterKind.RESETS_PER_TRANSACTION);
        }
        if (fellOverBoot >= ENOUGH_BOOTS
                && fellOverBoot >= OUTWEIGHS * continuedOverBoot
                && continued + fellOverBoot >= OUTWEIGHS * fell) {
            return Optional.of(RegisterKind.RESETS_PER_BOOT);
        }
        boolean neverFalls = on >= ENOUGH && continuedOverBoot > 0 && on >= OUTWEIGHS * (fell + fellOverBoot);
        return neverFalls ? Optional.of(RegisterKind.LIFETIME) : Optional.empty();
    }

    /** Whether so much was seen that more of the same need not be written down. */
    public boolean settles(RegisterEvidence more) {
        if (continued + continuedOverBoot + fell + fellOverBoot < SETTLED) {
            return false;
        }
        if (onlyContinued() && more.onlyContinued()) {
            return true; // of a fleet that does not boot for months no more is ever seen
        }
        return kind().isPresent()
                && kind().equals(and(more).kind())
                && (more.fell == 0 || kind().get() == RegisterKind.RESETS_PER_TRANSACTION)
                && (more.fellOverBoot == 0 || kind().get() != RegisterKind.LIFETIME);
    }

    private boolean onlyContinued() {
        return continuedOverBoot == 0 && fell == 0 && fellOverBoot == 0;
    }
}
