package org.ohmstead.transactions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Evidence;

/** What speaks for and against a running transaction being over. Used under its station's lock only. */
final class Signs {

    private final List<Evidence> standing = new ArrayList<>();
    private Optional<Instant> movedAt = Optional.empty();

    /** Oldest first. */
    List<Evidence> standing() {
        return List.copyOf(standing);
    }

    boolean has(Evidence.Kind kind) {
        return find(kind).isPresent();
    }

    Optional<Evidence> find(Evidence.Kind kind) {
        return standing.stream().filter(evidence -> evidence.kind() == kind).findFirst();
    }

    void add(Evidence evidence) {
        standing.add(evidence);
    }

    void remove(List<Evidence> refuted) {
        standing.removeAll(refuted);
    }

    /** When we last heard of energy flowing; empty where that was before the server started. */
    Optional<Instant> movedAt() {
        return movedAt;
    }

    void moved(Instant receivedAt) {
        movedAt = Optional.of(receivedAt);
    }
}
