package org.ohmstead.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.TransactionId;

/** An inbox that holds what a test puts in and answers what a test sets. */
public final class FewReviews implements Reviews {

    /** A decision as it came. */
    public record Decided(TransactionId id, Choice choice, String who, String reason) {}

    public final Map<TransactionId, Dossier> cases = new TreeMap<>((a, b) -> Long.compare(b.value(), a.value()));
    public final List<Decided> decided = new ArrayList<>();
    public Optional<Query> asked = Optional.empty();
    public Optional<Result> refusal = Optional.empty();

    @Override
    public Page<Review> page(Query query, Page.Request request) {
        asked = Optional.of(query);
        request.after().ifPresent(TransactionId::parse);
        List<Review> waiting = cases.values().stream()
                .map(Dossier::review)
                .filter(review -> !review.doubts().isEmpty())
                .toList();
        return new Page<>(waiting, Optional.empty());
    }

    @Override
    public Optional<Dossier> dossier(TransactionId id) {
        return Optional.ofNullable(cases.get(id));
    }

    @Override
    public Result decide(TransactionId id, Choice choice, String who, String reason) {
        Dossier dossier = cases.get(id);
        if (dossier == null || refusal.isPresent()) {
            return refusal.orElseGet(Result.Unknown::new);
        }
        var now = new Decided(id, choice, who, reason);
        boolean changed = !decided.contains(now);
        decided.add(now);
        return new Result.Decided(dossier, changed);
    }
}
