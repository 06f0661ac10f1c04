package org.ohmstead.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ohmstead.alerts.store.AlertStore;
import org.ohmstead.alerts.store.Incident;
import org.ohmstead.api.journal.Facts.AlertEnded;
import org.ohmstead.api.journal.Facts.AlertRaised;
import org.ohmstead.api.journal.Facts.AlertRaised.Occasion;

/**
 * Turns what is wrong at each look into few messages: one when an incident begins, at most one a while when more is affected, one
 * a day while it lasts, one when it is over. A thousand stations that fall silent at once are one incident. Used by one thread.
 */
final class Rule {

    private static final int LISTED = 20;

    private final String name;
    private final Subject subject;
    private final Times times;
    private final AlertStore store;
    private final Details details;
    private final Map<String, Instant> wrongSince = new HashMap<>();
    private Optional<Incident> incident;
    private Optional<Instant> clearSince = Optional.empty();

    /**
     * How patient a rule is.
     *
     * @param patience something must be wrong for so long
     * @param clear all must be well for so long
     * @param news what else is affected is said so often at most
     * @param repeat what lasts is said again after so long
     */
    record Times(Duration patience, Duration clear, Duration news, Duration repeat) {}

    Rule(String name, Subject subject, Times times, AlertStore store, Details details) {
        this.name = name;
        this.subject = subject;
        this.times = times;
        this.store = store;
        this.details = details;
        this.incident = store.open(name);
    }

    /** @param wrong what is wrong right now */
    void look(Set<String> wrong, Instant now) {
        wrongSince.keySet().retainAll(wrong);
        wrong.forEach(one -> wrongSince.putIfAbsent(one, now));
        Set<String> due = new TreeSet<>();
        wrongSince.forEach((one, since) -> {
            if (!now.isBefore(since.plus(times.patience()))) {
                due.add(one);
            }
        });
        if (incident.isEmpty()) {
            due.stream()
                    .map(wrongSince::get)
                    .min(Comparator.naturalOrder())
                    .ifPresent(since -> tell(Occasion.BEGAN, due, since, now));
        } else if (wrong.isEmpty()) {
            endWhenClear(incident.get(), now);
        } else {
            clearSince = Optional.empty();
            goOn(incident.get(), due, now);
        }
    }

    private void goOn(Incident open, Set<String> due, Instant now) {
        boolean grew = due.stream().anyMatch(one -> !open.told().contains(one));
        if (grew && !now.isBefore(open.toldAt().plus(times.news()))) {
            tell(Occasion.GREW, due, open.since(), now);
        } else if (!due.isEmpty() && !now.isBefore(open.toldAt().plus(times.repeat()))) {
            tell(Occasion.LASTS, due, open.since(), now);
        }
    }

    private void tell(Occasion occasion, Set<String> due, Instant since, Instant now) {
        List<String> affected = List.copyOf(due);
        Incident told = new Incident(name, since, now, affected);
        Details.Told known = details.of(affected);
        store.tell(
                told,
                new AlertRaised(
                        name,
                        occasion,
                        subject.sentence(known.names()),
                        affected.size(),
                        affected.stream().limit(LISTED).toList(),
                        since,
                        known.faults()),
                now);
        incident = Optional.of(told);
        clearSince = Optional.empty();
    }

    private void endWhenClear(Incident open, Instant now) {
        if (clearSince.isEmpty()) {
            clearSince = Optional.of(now);
        }
        if (!now.isBefore(clearSince.get().plus(times.clear()))) {
            store.end(new AlertEnded(name, subject.over(), open.since()), now);
            incident = Optional.empty();
            clearSince = Optional.empty();
        }
    }
}
