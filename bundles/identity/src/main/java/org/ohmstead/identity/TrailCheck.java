package org.ohmstead.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ohmstead.api.csms.Audit.Broken;
import org.ohmstead.api.csms.Audit.Entry;
import org.ohmstead.api.csms.Audit.Verification;
import org.ohmstead.identity.store.PeopleStore;
import org.ohmstead.identity.store.PeopleStore.AuditEnd;
import org.ohmstead.identity.store.Seal;

/** One walk over the audit trail, from the oldest entry on, a page at a time. Used by one thread, once. */
final class TrailCheck {

    private static final int PAGE = 500;

    private final PeopleStore store;
    private final Optional<String> noted;

    private long number;
    private long entries;
    private String seal = Seal.NONE;
    private boolean metNoted;

    TrailCheck(PeopleStore store, Optional<String> noted) {
        this.store = store;
        this.noted = noted.map(typed -> typed.strip().toLowerCase(Locale.ROOT));
    }

    Verification walk() {
        Optional<Broken> broken;
        AuditEnd end;
        do {
            broken = readOn();
            end = store.auditEnd();
            // What was written between the two reads is no break: it is read as well.
        } while (broken.isEmpty()
                && entries < end.entries()
                && !store.auditAfter(number, 1).isEmpty());
        return new Verification(entries, seal, broken.isPresent() ? broken : endsWrong(end));
    }

    private Optional<Broken> readOn() {
        List<Entry> page = store.auditAfter(number, PAGE);
        while (!page.isEmpty()) {
            for (Entry entry : page) {
                if (!Seal.of(seal, entry).equals(entry.seal())) {
                    return Optional.of(new Broken(Optional.of(entry.number()), sentence(entry)));
                }
                number = entry.number();
                entries++;
                seal = entry.seal();
                metNoted |= noted.filter(seal::equals).isPresent();
            }
            page = store.auditAfter(number, PAGE);
        }
        return Optional.empty();
    }

    private String sentence(Entry entry) {
        String before = entries == 0 ? "the beginning of the trail" : "entry " + number;
        return "Entry " + entry.number() + " (" + entry.at() + ", " + entry.who() + ", " + entry.action() + ", "
                + entry.subject() + ") does not follow from " + before
                + ": it was changed, moved or put in, or one before it was removed.";
    }

    private Optional<Broken> endsWrong(AuditEnd end) {
        if (entries < end.entries()) {
            return atTheEnd("The newest entries are missing: the server wrote " + end.entries() + ", and the first "
                    + entries + " are left.");
        }
        if (entries > end.entries() || !seal.equals(end.seal())) {
            return Optional.of(new Broken(
                    Optional.of(number),
                    "Entry " + number + " is the last one, but this server did not write it as such: it wrote "
                            + end.entries() + " entries, and " + entries + " are there."));
        }
        if (noted.isPresent() && !metNoted) {
            return atTheEnd("No entry has the seal that was noted: the trail was written anew since, or the seal is"
                    + " another server's.");
        }
        return Optional.empty();
    }

    private static Optional<Broken> atTheEnd(String reason) {
        return Optional.of(new Broken(Optional.empty(), reason));
    }
}
