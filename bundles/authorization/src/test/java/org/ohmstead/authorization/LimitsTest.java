package org.ohmstead.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.csms.Authorizer.Admission;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.TokenGroup;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.authorization.store.InMemoryPolicyStore;
import org.ohmstead.authorization.store.InMemoryTokenStore;

/** How many transactions at once, and whom that must never hinder. */
@Timeout(30)
class LimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final StationId CP1 = new StationId("CP-1");
    private static final StationId CP2 = new StationId("CP-2");
    private static final StationId CP3 = new StationId("CP-3");
    private static final IdToken CARD = IdToken.of("04A1B2");
    private static final AuthorizationStatus ACCEPTED = AuthorizationStatus.ACCEPTED;
    private static final AuthorizationStatus CONCURRENT = AuthorizationStatus.CONCURRENT_TX;

    private final InMemoryTokenStore store = new InMemoryTokenStore();
    private final InMemoryPolicyStore policies = new InMemoryPolicyStore();
    private final AuthorizationService service = service(TokenSettings.SHIPPED.atOnce(1));
    private long lastId;

    @Test
    void withoutALimitATokenChargesWhereverItLikes() {
        put(CARD, Optional.empty(), Optional.empty());
        service.modified(TokenSettings.SHIPPED);

        assertThat(starts(CP1, CARD)).isEqualTo(ACCEPTED);
        assertThat(starts(CP2, CARD)).isEqualTo(ACCEPTED);
    }

    @Test
    void theSecondOfTwoIsRefusedWhereOneIsAllowed() {
        put(CARD, Optional.empty(), Optional.empty());

        assertThat(starts(CP1, CARD)).isEqualTo(ACCEPTED);
        assertThat(starts(CP2, CARD)).isEqualTo(CONCURRENT);
        assertThat(starts(CP2, IdToken.of("04a1b2"))).as("in another case").isEqualTo(CONCURRENT);
    }

    @Test
    void theRefusalStillTellsTheGroup() {
        put(CARD, Optional.of("fleet"), Optional.of(1));
        starts(CP1, CARD);

        assertThat(admit(next(), CP2, 1, CARD).authorization())
                .isEqualTo(new Authorization(CONCURRENT, Optional.empty(), Optional.of("fleet")));
    }

    @Test
    void anotherEvseOfTheSameStationIsAnotherTransaction() {
        put(CARD, Optional.empty(), Optional.empty());
        starts(CP1, CARD);

        assertThat(admit(next(), CP1, 2, CARD).authorization().status()).isEqualTo(CONCURRENT);
    }

    @Test
    void aStartThatSupersedesTheOwnTransactionIsNoSecondOne() {
        put(CARD, Optional.empty(), Optional.empty());
        starts(CP1, CARD);

        assertThat(starts(CP1, CARD)).isEqualTo(ACCEPTED);
    }

    @Test
    void whatIsOverCountsNoMore() {
        put(CARD, Optional.empty(), Optional.empty());
        TransactionId first = next();
        admit(first, CP1, 1, CARD);
        service.over(first);
        service.over(first);

        assertThat(starts(CP2, CARD)).isEqualTo(ACCEPTED);
        assertThat(starts(CP3, CARD)).isEqualTo(CONCURRENT);
    }

    @Test
    void oneThatWasRefusedTakesNoPlace() {
        put(CARD, Optional.empty(), Optional.of(2));
        starts(CP1, CARD);
        starts(CP2, CARD);
        TransactionId refused = next();
        admit(refused, CP3, 1, CARD);
        service.began(transaction(refused, CP3, CARD, CONCURRENT, Set.of())); // the station charges all the same
        service.over(new TransactionId(1));

        assertThat(admit(next(), CP1, 2, CARD).authorization().status()).isEqualTo(ACCEPTED);
    }

    @Test
    void aTokensOwnLimitCountsInsteadOfItsGroupsAndTheServers() {
        put(CARD, Optional.of("fleet"), Optional.of(2));
        service.put(new TokenGroup("fleet", Optional.of(1)));

        assertThat(starts(CP1, CARD)).isEqualTo(ACCEPTED);
        assertThat(starts(CP2, CARD)).isEqualTo(ACCEPTED);
        assertThat(starts(CP3, CARD)).isEqualTo(CONCURRENT);
    }

    @Test
    void aGroupsLimitCountsItsTokensTogether() {
        IdToken other = IdToken.of("OTHER");
        put(CARD, Optional.of("family"), Optional.empty());
        put(other, Optional.of("Family"), Optional.empty());
        service.put(new TokenGroup("FAMILY", Optional.of(1)));

        assertThat(starts(CP1, CARD)).isEqualTo(ACCEPTED);
        assertThat(starts(CP2, other)).isEqualTo(CONCURRENT);
    }

    @Test
    void fleetCardsAreOffByTheirGroup() {
        put(CARD, Optional.of("fleet"), Optional.empty());
        service.put(new TokenGroup("fleet", Optional.of(0)));

        assertThat(starts(CP1, CARD)).isEqualTo(ACCEPTED);
        assertThat(starts(CP2, CARD)).isEqualTo(ACCEPTED);
        assertThat(starts(CP3, CARD)).isEqualTo(ACCEPTED);
    }

    @Test
    void aGroupForWhichNothingHoldsAnyMoreCountsLikeTheServer() {
        put(CARD, Optional.of("fleet"), Optional.empty());
        service.put(new TokenGroup("fleet", Optional.of(0)));
        assertThat(service.removeGroup("FLEET")).isTrue();
        assertThat(service.removeGroup("FLEET")).isFalse();

        starts(CP1, CARD);
        assertThat(starts(CP2, CARD)).isEqualTo(CONCURRENT);
    }

    @Test
    void aGroupPutInAnotherCaseIsTheSameGroup() {
        service.put(new TokenGroup("fleet", Optional.of(0)));
        service.put(new TokenGroup("Fleet", Optional.of(1)));

        assertThat(service.groups()).containsExactly(new TokenGroup("Fleet", Optional.of(1)));
    }

    @Test
    void showingATokenIsNeverRefusedForItsTransactions() {
        put(CARD, Optional.empty(), Optional.empty());
        starts(CP1, CARD);

        assertThat(service.authorize(CP1, CARD).status()).as("to stop").isEqualTo(ACCEPTED);
        assertThat(service.authorize(CP2, CARD).status())
                .as("only a start counts (OCPP 1.6 §7.2)")
                .isEqualTo(ACCEPTED);
    }

    @Test
    void aTokenOfAnotherSourceIsCountedToo() {
        service.addSource(
                (at, token) -> Optional.of(new Authorization(ACCEPTED, Optional.empty(), Optional.of("partner"))),
                Map.of());
        service.put(new TokenGroup("Partner", Optional.of(1)));

        assertThat(starts(CP1, CARD)).isEqualTo(ACCEPTED);
        assertThat(starts(CP2, IdToken.of("OTHER"))).isEqualTo(CONCURRENT);
    }

    @Test
    void whatRunsIsCountedAfterARestart() {
        put(CARD, Optional.of("family"), Optional.empty());
        service.put(new TokenGroup("family", Optional.of(1)));
        AuthorizationService restarted = service(TokenSettings.SHIPPED);
        restarted.began(transaction(next(), CP1, CARD, ACCEPTED, Set.of()));

        assertThat(restarted
                        .admit(next(), CP2, new EvseId(1), Optional.of(CARD))
                        .authorization()
                        .status())
                .isEqualTo(CONCURRENT);
    }

    @Test
    void aChangedLimitHoldsForWhatRunsAlready() {
        put(CARD, Optional.empty(), Optional.empty());
        service.modified(TokenSettings.SHIPPED);
        starts(CP1, CARD);
        service.modified(TokenSettings.SHIPPED.atOnce(1));

        assertThat(starts(CP2, CARD)).isEqualTo(CONCURRENT);
    }

    @Test
    void aStartWithoutTokenIsRefusedAndTakesNoPlace() {
        Admission admission = service.admit(next(), CP1, new EvseId(1), Optional.empty());

        assertThat(admission).isEqualTo(Admission.of(Authorization.INVALID));
    }

    @Test
    void ofManyStartsAtTheSameMomentOneIsAccepted() throws Exception {
        put(CARD, Optional.empty(), Optional.empty());
        int stations = 8;
        for (int round = 0; round < 200; round++) {
            CyclicBarrier together = new CyclicBarrier(stations);
            List<Future<AuthorizationStatus>> answers = new ArrayList<>();
            List<TransactionId> ids = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < stations; i++) {
                    StationId at = new StationId("CP-" + i);
                    TransactionId id = next();
                    ids.add(id);
                    answers.add(threads.submit(() -> {
                        together.await();
                        return admit(id, at, 1, CARD).authorization().status();
                    }));
                }
            }
            List<AuthorizationStatus> statuses = new ArrayList<>();
            for (Future<AuthorizationStatus> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(ACCEPTED).contains(CONCURRENT);
            ids.forEach(service::over);
        }
    }

    private AuthorizationStatus starts(StationId at, IdToken token) {
        return admit(next(), at, 1, token).authorization().status();
    }

    private Admission admit(TransactionId id, StationId at, int evse, IdToken token) {
        return service.admit(id, at, new EvseId(evse), Optional.of(token));
    }

    private TransactionId next() {
        return new TransactionId(++lastId);
    }

    private void put(IdToken token, Optional<String> group, Optional<Integer> maxConcurrent) {
        service.put(List.of(new Token(token, "", false, Optional.empty(), group, maxConcurrent)));
    }

    private AuthorizationService service(AuthorizationService.Settings settings) {
        return new AuthorizationService(
                store, policies, settings, Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(5));
    }

    private static Transaction transaction(
            TransactionId id, StationId at, IdToken token, AuthorizationStatus verdict, Set<TransactionFlag> flags) {
        return new Transaction(
                id,
                at,
                SiteId.DEFAULT,
                Connector.of(1),
                id.toString(),
                Optional.of(token),
                verdict,
                NOW,
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                flags,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
