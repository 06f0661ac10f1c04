package org.ohmstead.rest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.ohmstead.api.csms.ChargingPolicies;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.TokenGroup;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;

/** What a server remembers of charging: tokens, what holds for them, transactions. */
abstract class ChargingRecords extends ServerRecords {

    public final Map<String, Token> cards = new ConcurrentSkipListMap<>();
    public final Map<TransactionId, Transaction> transactions =
            new ConcurrentSkipListMap<>((a, b) -> Long.compare(b.value(), a.value()));
    public final Map<TransactionId, List<Reading>> readings =
            new TreeMap<>((a, b) -> Long.compare(a.value(), b.value()));
    public final List<Consumer<TransactionHistory.LiveReading>> readingViewers = new CopyOnWriteArrayList<>();
    public final FewReviews reviews = new FewReviews();

    public final Tokens tokens = new Tokens() {
        private String key(IdToken idToken) {
            return idToken.folded() + " " + idToken.type().toUpperCase(Locale.ROOT);
        }

        /** As a station means it, so that routes have to look twice. */
        @Override
        public Optional<Token> find(IdToken token) {
            Token exact = cards.get(key(token));
            return exact != null
                    ? Optional.of(exact)
                    : cards.values().stream()
                            .filter(card -> card.idToken().folded().equals(token.folded()))
                            .filter(card -> token.type().isEmpty()
                                    || card.idToken().type().isEmpty())
                            .findFirst();
        }

        @Override
        public Page<Token> page(String search, Page.Request request) {
            return cut(List.copyOf(cards.values()), request, token -> key(token.idToken()));
        }

        @Override
        public void put(List<Token> wanted) {
            wanted.forEach(token -> cards.put(key(token.idToken()), token));
        }

        @Override
        public boolean remove(IdToken token) {
            return cards.remove(key(token)) != null;
        }

        @Override
        public Authorization verdict(Token token) {
            return Authorization.of(
                    token.blocked()
                            ? AuthorizationStatus.BLOCKED
                            : token.expires().filter(at -> !NOW.isBefore(at)).isPresent()
                                    ? AuthorizationStatus.EXPIRED
                                    : AuthorizationStatus.ACCEPTED);
        }

        @Override
        public boolean acceptsUnknown() {
            return false;
        }
    };

    public final ChargingPolicies policies = new ChargingPolicies() {
        private final Map<String, TokenGroup> groups = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Set<SiteId> sites = new HashSet<>();
        private final Set<StationId> freeStations = new HashSet<>();

        @Override
        public List<TokenGroup> groups() {
            return List.copyOf(groups.values());
        }

        @Override
        public void put(TokenGroup group) {
            groups.put(group.name(), group);
        }

        @Override
        public boolean removeGroup(String name) {
            return groups.remove(name) != null;
        }

        @Override
        public FreeVend freeVend() {
            return new FreeVend(sites, freeStations);
        }

        @Override
        public void freeVend(SiteId site, boolean free) {
            if (free) {
                sites.add(site);
            } else {
                sites.remove(site);
            }
        }

        @Override
        public void freeVend(StationId station, boolean free) {
            if (free) {
                freeStations.add(station);
            } else {
                freeStations.remove(station);
            }
        }
    };

    public final List<RemoteStart> remoteStarts = new ArrayList<>();

    public final TransactionHistory history = new TransactionHistory() {
        @Override
        public Optional<Transaction> find(TransactionId transaction) {
            return Optional.ofNullable(transactions.get(transaction));
        }

        private List<Transaction> matching(Query query) {
            return transactions.values().stream()
                    .filter(it -> query.scope().includes(it.site()))
                    .filter(it -> query.station().map(it.station()::equals).orElse(true))
                    .filter(it -> query.idToken().isEmpty() || query.idToken().equals(it.idToken()))
                    .filter(it -> query.open().map(open -> open == it.open()).orElse(true))
                    .filter(it -> query.startedFrom()
                            .map(from -> !it.begunAt().isBefore(from))
                            .orElse(true))
                    .filter(it -> query.startedTo().map(it.begunAt()::isBefore).orElse(true))
                    .toList();
        }

        @Override
        public Page<Transaction> page(Query query, Page.Request request) {
            return cut(matching(query), request, it -> it.id().toString());
        }

        @Override
        public long count(Query query) {
            return matching(query).size();
        }

        @Override
        public Page<Reading> readings(TransactionId transaction, Page.Request request) {
            return cut(
                    readings.getOrDefault(transaction, List.of()),
                    request,
                    reading -> reading.at().toString());
        }

        @Override
        public List<Transaction> open(Scope scope) {
            return transactions.values().stream().filter(Transaction::open).toList();
        }

        @Override
        public Totals totals(Scope scope) {
            return new Totals(open(scope).size(), new Power(11_000), Energy.ofWattHours(42_000));
        }

        @Override
        public Optional<Reading> latest(TransactionId transaction) {
            return readings.getOrDefault(transaction, List.of()).stream().reduce((a, b) -> b);
        }

        @Override
        public List<RemoteStart> remoteStarts(StationId station) {
            return remoteStarts.stream()
                    .filter(start -> start.station().equals(station))
                    .toList();
        }

        @Override
        public Optional<RegisterKind> registerKind(StationId station) {
            return Optional.of(RegisterKind.LIFETIME);
        }

        @Override
        public AutoCloseable watch(Consumer<LiveReading> viewer) {
            readingViewers.add(viewer);
            return () -> readingViewers.remove(viewer);
        }
    };

    /** Of card 04A1B2C3 at EVSE 1, begun with 1 kWh; ended with 7200.5 Wh more unless it is open. */
    public Transaction transaction(long id, String station, boolean open) {
        Optional<Transaction.Ending> ending = open
                ? Optional.empty()
                : Optional.of(new Transaction.Ending(
                        NOW.plusSeconds(60),
                        NOW.plusSeconds(61),
                        Optional.of(new Energy(8_200_500)),
                        "Local",
                        Optional.of(IdToken.of("04A1B2C3")),
                        false));
        var transaction = new Transaction(
                new TransactionId(id),
                new StationId(station),
                SiteId.DEFAULT,
                Connector.of(1),
                "17",
                Optional.of(IdToken.of("04A1B2C3")),
                AuthorizationStatus.ACCEPTED,
                NOW.plusSeconds(id),
                NOW,
                Optional.of(Energy.ofWattHours(1_000)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ending,
                Set.of(TransactionFlag.SUPERSEDED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        transactions.put(transaction.id(), transaction);
        return transaction;
    }
}
