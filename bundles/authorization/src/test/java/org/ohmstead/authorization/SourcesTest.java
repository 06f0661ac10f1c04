package org.ohmstead.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.authorization.AuthorizationSource;
import org.ohmstead.api.csms.Authorizer.Admission;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.authorization.store.InMemoryPolicyStore;
import org.ohmstead.authorization.store.InMemoryTokenStore;

/** Plugins that know tokens, and what becomes of a decision when they do not answer. */
@Timeout(30)
class SourcesTest {

    private static final StationId CP1 = new StationId("CP-1");
    private static final IdToken CARD = IdToken.of("04A1B2");
    private static final Authorization ACCEPTED = Authorization.ACCEPTED;
    private static final Authorization NO_CREDIT = Authorization.of(AuthorizationStatus.NO_CREDIT);

    private final AuthorizationService service = service(Duration.ofMillis(300));
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void theHighestRankedSourceThatKnowsTheTokenDecides() {
        List<String> asked = new CopyOnWriteArrayList<>();
        service.addSource(answering(asked, "low", Optional.of(ACCEPTED)), Map.of("service.ranking", -5));
        service.addSource(answering(asked, "high", Optional.empty()), Map.of("service.ranking", 10));
        service.addSource(answering(asked, "middle", Optional.of(NO_CREDIT)), Map.of("service.id", 7L));
        service.addSource(answering(asked, "later", Optional.of(ACCEPTED)), Map.of("service.id", 8L));

        assertThat(service.authorize(CP1, CARD)).isEqualTo(NO_CREDIT);
        assertThat(asked).containsExactly("high", "middle");
    }

    @Test
    void ourOwnTokensAreJudgedWithoutAskingAnybody() {
        List<String> asked = new CopyOnWriteArrayList<>();
        service.addSource(answering(asked, "any", Optional.of(NO_CREDIT)), Map.of());
        service.put(List.of(new Token(CARD, "", false, Optional.empty(), Optional.empty())));

        assertThat(service.authorize(CP1, CARD)).isEqualTo(ACCEPTED);
        assertThat(asked).isEmpty();
    }

    @Test
    void aSourceThatGoesIsAskedNoMore() {
        AuthorizationSource source = (at, token) -> Optional.of(ACCEPTED);
        service.addSource(source, Map.of());
        service.removeSource(source);

        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.UNKNOWN);
    }

    @Test
    void aSourceThatThrowsHarmsNobody() {
        service.addSource(
                (at, token) -> {
                    throw new NoClassDefFoundError("broken plugin");
                },
                Map.of("service.ranking", 2));
        service.addSource((at, token) -> null, Map.of("service.ranking", 1));
        service.addSource((at, token) -> Optional.of(NO_CREDIT), Map.of());

        assertThat(service.authorize(CP1, CARD)).isEqualTo(NO_CREDIT);
    }

    @Test
    void aSourceThatHangsIsInterruptedWhenTheTimeIsUp() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        service.addSource(
                (at, token) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return Optional.empty();
                },
                Map.of());

        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.UNKNOWN);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatOneSourceTakesTheNextHasLess() {
        AtomicBoolean asked = new AtomicBoolean();
        service.addSource(hanging(), Map.of("service.ranking", 1));
        service.addSource(
                (at, token) -> {
                    asked.set(true);
                    return Optional.of(ACCEPTED);
                },
                Map.of());

        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.UNKNOWN);
        assertThat(asked).as("the first took it all").isFalse();
    }

    @Test
    void aSourceThatKeepsHangingIsLeftAloneSoThatTheNextIsAsked() {
        service.addSource(hanging(), Map.of("service.ranking", 1));
        service.addSource((at, token) -> Optional.of(NO_CREDIT), Map.of());
        for (int i = 0; i < 3; i++) {
            service.authorize(CP1, CARD);
        }

        assertThat(service.authorize(CP1, CARD)).isEqualTo(NO_CREDIT);
        assertThat(service.check().status()).isEqualTo(HealthCheck.Status.WARN);
    }

    @Test
    void onlySoManyQuestionsAreOpenAtOnceAtOneSource() throws Exception {
        AuthorizationService patient = service(Duration.ofSeconds(20));
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch busy = new CountDownLatch(32);
        patient.addSource(
                (at, token) -> {
                    asked.incrementAndGet();
                    busy.countDown();
                    awaitUninterruptibly();
                    return Optional.of(ACCEPTED);
                },
                Map.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                threads.submit(() -> patient.authorize(CP1, CARD));
            }
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(patient.authorize(CP1, CARD)).as("answered at once").isEqualTo(Authorization.UNKNOWN);
            never.countDown();
        }
        assertThat(asked).hasValue(32);
    }

    @Test
    void theOperatorDecidesWhatHoldsWhileNobodyCanBeAsked() {
        service.addSource(
                (at, token) -> {
                    throw new IllegalStateException("no network");
                },
                Map.of());
        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.UNKNOWN);

        service.modified(TokenSettings.SHIPPED.unreachable("accept"));

        assertThat(service.authorize(CP1, CARD)).isEqualTo(ACCEPTED);
    }

    @Test
    void whereEverySourceSaysNotMineThePolicyForFailuresDoesNotHold() {
        service.modified(TokenSettings.SHIPPED.unreachable("accept"));
        service.addSource((at, token) -> Optional.empty(), Map.of());

        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.UNKNOWN);
    }

    @Test
    void aSlowAndAFailingSourceShareOneBudgetWithTheOneThatKnows() {
        service.addSource(
                (at, token) -> {
                    pause(Duration.ofMillis(100));
                    return Optional.empty();
                },
                Map.of("service.ranking", 3));
        service.addSource(failing(), Map.of("service.ranking", 2));
        service.addSource((at, token) -> Optional.of(NO_CREDIT), Map.of("service.ranking", 1));

        assertThat(service.authorize(CP1, CARD)).isEqualTo(NO_CREDIT);
    }

    @Test
    void manySlowSourcesTakeNoLongerThanOneBudget() {
        for (int i = 0; i < 10; i++) {
            service.addSource(hanging(), Map.of("service.id", (long) i));
        }
        long began = System.nanoTime();

        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.UNKNOWN);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(2_000));
    }

    @Test
    void tokensWeKnowChargeWhileTheirSourceIsAwayAndOthersDoNot() {
        AtomicBoolean away = new AtomicBoolean();
        Authorization partner =
                new Authorization(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("partner"));
        service.modified(TokenSettings.SHIPPED.unreachable("known"));
        service.addSource(
                (at, token) -> {
                    if (away.get()) {
                        throw new IllegalStateException("no network");
                    }
                    return Optional.of(token.equals(CARD) ? partner : NO_CREDIT);
                },
                Map.of());
        IdToken refused = IdToken.of("REFUSED");
        service.authorize(CP1, CARD);
        service.authorize(CP1, refused);
        away.set(true);

        assertThat(service.authorize(CP1, CARD)).isEqualTo(partner);
        assertThat(service.authorize(CP1, refused)).isEqualTo(Authorization.UNKNOWN);
        assertThat(service.authorize(CP1, IdToken.of("NEVER-SEEN"))).isEqualTo(Authorization.UNKNOWN);
        assertThat(service.check().message()).contains("it failed");
        assertThat(service.check().remedy()).contains("it accepted lately may charge");
    }

    @Test
    void aTokenItsSourceKnowsNoMoreDoesNotChargeWhileTheSourceIsAway() {
        AtomicReference<AuthorizationSource> answers = new AtomicReference<>((at, token) -> Optional.of(ACCEPTED));
        service.modified(TokenSettings.SHIPPED.unreachable("known"));
        service.addSource((at, token) -> answers.get().authorize(at, token), Map.of());
        assertThat(service.authorize(CP1, CARD)).isEqualTo(ACCEPTED);

        answers.set((at, token) -> Optional.empty());
        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.UNKNOWN);
        answers.set(failing());
        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.UNKNOWN);
    }

    @Test
    void whatWasRefusedBeforeTheOutageIsRefusedThoughUnknownTokensMayCharge() {
        AtomicBoolean away = new AtomicBoolean();
        service.modified(TokenSettings.SHIPPED.unreachable("accept"));
        service.addSource(
                (at, token) -> {
                    if (away.get()) {
                        throw new IllegalStateException("no network");
                    }
                    return Optional.of(NO_CREDIT);
                },
                Map.of());
        service.authorize(CP1, CARD);
        away.set(true);

        assertThat(service.authorize(CP1, CARD)).isEqualTo(NO_CREDIT);
    }

    @Test
    void aStartLetInWithoutAskingIsMarked() {
        service.modified(TokenSettings.SHIPPED.unreachable("accept"));
        service.addSource(failing(), Map.of());

        Admission unverified = service.admit(new TransactionId(1), CP1, new EvseId(1), Optional.of(CARD));
        assertThat(unverified).isEqualTo(new Admission(ACCEPTED, Set.of(TransactionFlag.UNVERIFIED_TOKEN)));
    }

    @Test
    void aVerdictWhoseExpiryHasPassedIsExpired() {
        service.addSource(
                (at, token) -> Optional.of(
                        new Authorization(AuthorizationStatus.ACCEPTED, Optional.of(Instant.EPOCH), Optional.empty())),
                Map.of());

        assertThat(service.authorize(CP1, CARD).status()).isEqualTo(AuthorizationStatus.EXPIRED);
    }

    @Test
    void aSourceThatAnswersAgainIsWellAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        service.addSource(
                (at, token) -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no network");
                    }
                    return Optional.of(ACCEPTED);
                },
                Map.of());
        service.authorize(CP1, CARD);
        assertThat(service.check().status()).isEqualTo(HealthCheck.Status.WARN);
        broken.set(false);

        assertThat(service.authorize(CP1, CARD)).isEqualTo(ACCEPTED);
        assertThat(service.check().status()).isEqualTo(HealthCheck.Status.OK);
    }

    private static AuthorizationSource failing() {
        return (at, token) -> {
            throw new IllegalStateException("no network");
        };
    }

    /** What a slow source does; nothing is awaited by it. */
    private void pause(Duration time) {
        try {
            never.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AuthorizationSource hanging() {
        return (at, token) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        };
    }

    private void awaitUninterruptibly() {
        while (true) {
            try {
                never.await();
                return;
            } catch (InterruptedException e) {
                // a plugin that does not listen
            }
        }
    }

    private static AuthorizationSource answering(List<String> asked, String name, Optional<Authorization> answer) {
        return (at, token) -> {
            asked.add(name);
            return answer;
        };
    }

    private static AuthorizationService service(Duration budget) {
        return new AuthorizationService(
                new InMemoryTokenStore(), new InMemoryPolicyStore(), TokenSettings.SHIPPED, Clock.systemUTC(), budget);
    }
}
