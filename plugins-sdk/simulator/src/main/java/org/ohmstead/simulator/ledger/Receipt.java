package org.ohmstead.simulator.ledger;

/** The fate of one entry. Held by whoever sends the message; not safe for two threads at once. */
public final class Receipt {

    private final Ledger ledger;
    private final Entry entry;
    private int open;
    private boolean settled;

    Receipt(Ledger ledger, Entry entry) {
        this.ledger = ledger;
        this.entry = entry;
    }

    /** The message is about to leave: from now on the CSMS may know it. */
    public void leaving() {
        open++;
        if (!settled) {
            ledger.left(this);
        }
    }

    /**
     * The CALLRESULT arrived. Answers to repetitions change nothing.
     *
     * @param answered the entry with what the answer told
     */
    public void acknowledged(Entry answered) {
        if (!settled) {
            settled = true;
            ledger.acknowledged(this, answered);
        }
    }

    /** A CALLERROR arrived: unless an earlier sending went unanswered, the CSMS does not know the entry. */
    public void refused() {
        if (--open == 0 && !settled) {
            ledger.refused(this);
        }
    }

    public Entry entry() {
        return entry;
    }
}
