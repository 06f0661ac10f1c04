package org.ohmstead.api.journal;

/**
 * A place in the journal; entries up to and including it lie before.
 *
 * @param epoch 1 until a backup is restored; each restore begins another, larger one
 * @param seq counts entries without a gap, from 1; 0 is before the first
 */
public record JournalPosition(long epoch, long seq) {

    /** {@code epoch:seq}, the key by which a follower recognises an entry it has seen. */
    @Override
    public String toString() {
        return epoch + ":" + seq;
    }
}
