package org.ohmstead.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.authorization.AuthorizationSource;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
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

        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.INVALID);
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

        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.INVALID);
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

        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.INVALID);
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

            assertThat(patient.authorize(CP1, CARD)).as("answered at once").isEqualTo(Authorization.INVALID);
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
        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.INVALID);

        service.modified(new TestSettings("accept", false));

        assertThat(service.authorize(CP1, CARD)).isEqualTo(ACCEPTED);
    }

    @Test
    void whereEverySourceSaysNotMineThePolicyForFailuresDoesNotHold() {
        service.modified(new TestSettings("accept", false));
        service.addSource((at, token) -> Optional.empty(), Map.of());

        assertThat(service.authorize(CP1, CARD)).isEqualTo(Authorization.INVALID);
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
        return new AuthorizationService(new InMemoryTokenStore(), TestSettings.SHIPPED, Clock.systemUTC(), budget);
    }
}
