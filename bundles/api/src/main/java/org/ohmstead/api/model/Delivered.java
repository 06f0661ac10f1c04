package org.ohmstead.api.model;

import java.util.Optional;

/**
 * What a transaction delivered, and how far that is to be believed.
 *
 * @param energy what the meter counted; what no register proves is not in it
 * @param trust how far it is to be believed
 * @param byPower the power summed up over time, where it was told often enough to compare
 */
public record Delivered(Energy energy, Trust trust, Optional<Energy> byPower) {

    /** How far an amount of energy is to be believed. Will grow. */
    public enum Trust {
        /** Counted from start to end without a gap. */
        MEASURED,
        /** At least this much was delivered; a part of the time no register covers. */
        PARTLY,
        /** Cannot be believed: a person decides, and until then there is no figure. */
        HELD
    }

    /** The energy, unless it is held. */
    public Optional<Energy> believed() {
        return trust == Trust.HELD ? Optional.empty() : Optional.of(energy);
    }
}
