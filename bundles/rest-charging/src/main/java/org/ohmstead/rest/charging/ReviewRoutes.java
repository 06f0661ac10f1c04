package org.ohmstead.rest.charging;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.Reviews.Choice;
import org.ohmstead.api.csms.Reviews.Dossier;
import org.ohmstead.api.csms.Reviews.DoubtfulReport;
import org.ohmstead.api.csms.Reviews.DoubtfulTransaction;
import org.ohmstead.api.csms.Reviews.Query;
import org.ohmstead.api.csms.Reviews.Result;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.charging.view.DossierView;
import org.ohmstead.rest.charging.view.EvidenceView;
import org.ohmstead.rest.charging.view.NewDecision;
import org.ohmstead.rest.charging.view.ReviewView;
import org.ohmstead.rest.charging.view.UnmatchedReportView;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Items;
import org.ohmstead.rest.resource.PlainText;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.resource.WattHours;
import org.ohmstead.rest.view.TransactionViews;

/** What is doubtful, and what people make of it. */
final class ReviewRoutes {

    private static final int MOST_DECIMALS = 3;
    private static final int MOST_DIGITS = 13; // of Wh before the point: 10 TWh

    private final Reviews reviews;
    private final TransactionViews transactions;
    private final Trail trail;

    ReviewRoutes(Reviews reviews, TransactionViews transactions, Trail trail) {
        this.reviews = reviews;
        this.transactions = transactions;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/reviews", "What waits for a decision, newest doubt first")
                        .query("site", "only those of a site")
                        .query("doubt", "only those with one of these doubts, separated by commas")
                        .query("from", "doubtful since then or later")
                        .query("to", "doubtful before")
                        .paged()
                        .givesList(ReviewView.class)
                        .by(this::page),
                Route.get("/api/v1/reviews/{id}", "A transaction or unmatched report with its evidence, decided or not")
                        .gives(DossierView.class)
                        .by(call -> Answer.ok(view(find(id(call))))),
                Route.post("/api/v1/reviews/{id}/decision", "Decides a case, once more if it was decided before")
                        .takes(NewDecision.class)
                        .gives(DossierView.class)
                        .by(this::decide));
    }

    private static TransactionId id(Call call) {
        try {
            return TransactionId.parse(call.parameter("id"));
        } catch (IllegalArgumentException e) {
            throw nothing();
        }
    }

    private static Problem nothing() {
        return Problem.notFound("There is no transaction and no report of that id.");
    }

    private Dossier find(TransactionId id) {
        return reviews.dossier(id).orElseThrow(ReviewRoutes::nothing);
    }

    private Answer page(Call call) {
        Scope scope = call.query("site")
                .map(site -> Problem.unlessRefused(() -> new Scope(Optional.of(Set.of(new SiteId(site))))))
                .orElse(Scope.ALL);
        Query query = new Query(
                scope,
                call.query("doubt").map(ReviewRoutes::doubts).orElse(Set.of()),
                call.instant("from"),
                call.instant("to"));
        Page<Review> page = Problem.page(() -> reviews.page(query, call.page()));
        return Answer.ok(new Items<>(page.items().stream().map(this::view).toList(), page.next()));
    }

    private static Set<Doubt> doubts(String text) {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        for (String word : text.split(",")) {
            doubts.add(Arrays.stream(Doubt.values())
                    .filter(doubt -> doubt.name().equals(word))
                    .findFirst()
                    .orElseThrow(() -> Problem.bad("doubt", "is one of " + Arrays.toString(Doubt.values()))));
        }
        return doubts;
    }

    private Answer decide(Call call) {
        TransactionId id = id(call);
        NewDecision wanted = call.body(NewDecision.class);
        String reason = PlainText.check("reason", wanted.reason()).orElse("").strip();
        Optional<String> before = reviews.dossier(id).flatMap(ReviewRoutes::decided);
        return switch (reviews.decide(id, choice(wanted), call.who(), reason)) {
            case Result.Decided decided -> {
                if (decided.changed()) {
                    trail.changed(call, "review.decide", id.toString(), before, decided(decided.dossier()));
                } else {
                    trail.unchanged(call);
                }
                yield Answer.ok(view(decided.dossier()));
            }
            case Result.Unknown unknown -> throw nothing();
            case Result.Conflict conflict -> throw Problem.conflict(conflict.why());
            case Result.Senseless senseless -> throw Problem.bad(senseless.field(), senseless.why());
        };
    }

    private static Choice choice(NewDecision wanted) {
        boolean corrects = wanted.choice() == NewDecision.Choice.CORRECT;
        refuse("end", wanted.end().isPresent() && !corrects);
        refuse("energyWh", wanted.energyWh().isPresent() && !corrects);
        refuse("transaction", wanted.transaction().isPresent() && wanted.choice() != NewDecision.Choice.ATTACH);
        return switch (wanted.choice()) {
            case ACCEPT -> new Choice.Accept();
            case CORRECT -> new Choice.Correct(wanted.end(), wanted.energyWh().map(ReviewRoutes::energy));
            case ATTACH -> new Choice.Attach(attachedTo(wanted.transaction()));
        };
    }

    private static void refuse(String field, boolean given) {
        if (given) {
            throw Problem.bad(field, "does not belong to this choice");
        }
    }

    private static Energy energy(BigDecimal wattHours) {
        if (wattHours.scale() > MOST_DECIMALS || wattHours.precision() - wattHours.scale() > MOST_DIGITS) {
            throw Problem.bad("energyWh", "has at most 13 digits and 3 decimals");
        }
        return new Energy(wattHours.movePointRight(MOST_DECIMALS).longValueExact());
    }

    private static TransactionId attachedTo(Optional<String> transaction) {
        try {
            return TransactionId.parse(transaction.orElseThrow(() -> Problem.bad("transaction", "is missing")));
        } catch (IllegalArgumentException e) {
            throw Problem.bad("transaction", "is the id of a transaction");
        }
    }

    /** The decision as the audit trail keeps it. */
    private static Optional<String> decided(Dossier dossier) {
        return switch (dossier.review()) {
            case DoubtfulTransaction of -> of.transaction().decision().map(ReviewRoutes::told);
            case DoubtfulReport of ->
                of.report()
                        .decision()
                        .map(decision -> of.report()
                                        .transaction()
                                        .map(to -> "attached to " + to)
                                        .orElse("put away")
                                + because(decision));
        };
    }

    private static String told(Decision decision) {
        String end = decision.end().map(at -> "ended at " + at).orElse("end as it was");
        String energy = decision.energy()
                .map(it -> WattHours.of(it).toPlainString() + " Wh")
                .orElse("energy as it was");
        return end + ", " + energy + because(decision);
    }

    private static String because(Decision decision) {
        return decision.reason().isEmpty() ? "" : ": " + decision.reason();
    }

    private DossierView view(Dossier dossier) {
        return new DossierView(
                view(dossier.review()),
                dossier.evidence().stream().map(EvidenceView::of).toList(),
                dossier.reports().stream().map(UnmatchedReportView::of).toList(),
                dossier.candidates().stream().map(transactions::of).toList());
    }

    private ReviewView view(Review review) {
        List<Doubt> doubts = review.doubts().stream().sorted().toList();
        return switch (review) {
            case DoubtfulTransaction of ->
                new ReviewView(
                        of.id().toString(),
                        of.transaction().station().value(),
                        of.transaction().site().value(),
                        doubts,
                        of.since(),
                        Optional.of(transactions.of(of.transaction())),
                        Optional.empty());
            case DoubtfulReport of ->
                new ReviewView(
                        of.id().toString(),
                        of.report().station().value(),
                        of.report().site().value(),
                        doubts,
                        of.report().receivedAt(),
                        Optional.empty(),
                        Optional.of(UnmatchedReportView.of(of.report())));
        };
    }
}
