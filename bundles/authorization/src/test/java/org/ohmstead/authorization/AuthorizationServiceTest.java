package org.ohmstead.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Token;
import org.ohmstead.authorization.store.InMemoryPolicyStore;
import org.ohmstead.authorization.store.InMemoryTokenStore;
import org.ohmstead.authorization.store.TokenStore;

class AuthorizationServiceTest {

    private static final StationId CP1 = new StationId("CP-1");
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final InMemoryTokenStore store = new InMemoryTokenStore();
    private final AuthorizationService service = service(store, TokenSettings.SHIPPED);

    @Test
    void aKnownTokenIsAcceptedWithItsExpiryAndGroup() {
        Instant expires = NOW.plusSeconds(1);
        put(new Token(IdToken.of("04A1B2"), "", false, Optional.of(expires), Optional.of("fleet")));

        assertThat(authorize("04A1B2"))
                .isEqualTo(new Authorization(AuthorizationStatus.ACCEPTED, Optional.of(expires), Optional.of("fleet")));
    }

    @Test
    void upperAndLowerCaseAreTheSameToken() {
        put(token("04a1B2"));

        assertThat(authorize("04A1b2").accepted()).isTrue();
    }

    /** A unit of work of the store is short, or every station would wait for a whole import. */
    @Test
    void stationsAreAnsweredBetweenTheSlicesOfALargeImport() {
        List<Integer> slices = new ArrayList<>();
        List<Boolean> firstIsKnown = new ArrayList<>();
        AuthorizationService[] importing = new AuthorizationService[1];
        TokenStore busy = new TokenStore() {
            @Override
            public List<Token> tokens() {
                return store.tokens();
            }

            @Override
            public void put(List<Token> tokens, Instant at) {
                // On another thread, as a station is: whoever imports must not hold what it needs.
                firstIsKnown.add(CompletableFuture.supplyAsync(() -> importing[0]
                                .authorize(CP1, IdToken.of("CARD-0"))
                                .accepted())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join());
                slices.add(tokens.size());
                store.put(tokens, at);
            }

            @Override
            public boolean remove(IdToken token, Instant at) {
                return store.remove(token, at);
            }
        };
        importing[0] = service(busy, TokenSettings.SHIPPED);
        importing[0].put(
                IntStream.range(0, 450).mapToObj(i -> token("CARD-" + i)).toList());

        assertThat(slices).containsExactly(200, 200, 50);
        assertThat(firstIsKnown).containsExactly(false, true, true);
        assertThat(store.tokens()).hasSize(450);
    }

    @Test
    void anUnknownTokenIsInvalid() {
        assertThat(authorize("04A1B2")).isEqualTo(Authorization.UNKNOWN);
    }

    @Test
    void aTokenIsExpiredFromThatVeryMomentOn() {
        put(new Token(IdToken.of("04A1B2"), "", false, Optional.of(NOW), Optional.empty()));

        assertThat(authorize("04A1B2").status()).isEqualTo(AuthorizationStatus.EXPIRED);
    }

    @Test
    void aBlockedTokenIsBlockedEvenIfExpiredAndNeverInvalid() {
        put(new Token(IdToken.of("04A1B2"), "", true, Optional.of(NOW.minusSeconds(1)), Optional.empty()));

        assertThat(authorize("04A1B2").status()).isEqualTo(AuthorizationStatus.BLOCKED);
    }

    @Test
    void aBlockedTokenStaysBlockedWhateverThePluginsSay() {
        put(new Token(IdToken.of("04A1B2"), "", true, Optional.empty(), Optional.empty()));
        service.addSource((at, token) -> Optional.of(Authorization.ACCEPTED), Map.of());

        assertThat(authorize("04A1B2").status()).isEqualTo(AuthorizationStatus.BLOCKED);
    }

    @Test
    void theNameOfAGroupIsNoToken() {
        put(new Token(IdToken.of("04A1B2"), "", false, Optional.empty(), Optional.of("FLEET")));

        assertThat(authorize("FLEET")).isEqualTo(Authorization.UNKNOWN);
        assertThat(service.sameGroup(IdToken.of("FLEET"), IdToken.of("04A1B2"))).isFalse();
    }

    @Test
    void tokensOfOneGroupMayStopEachOther() {
        put(new Token(IdToken.of("ONE"), "", false, Optional.empty(), Optional.of("fleet")));
        put(new Token(IdToken.of("TWO"), "", false, Optional.empty(), Optional.of("Fleet")));
        put(new Token(IdToken.of("THREE"), "", false, Optional.empty(), Optional.of("others")));
        put(token("FOUR"));
        put(token("FIVE"));

        assertThat(service.sameGroup(IdToken.of("one"), IdToken.of("TWO"))).isTrue();
        assertThat(service.sameGroup(IdToken.of("ONE"), IdToken.of("THREE"))).isFalse();
        assertThat(service.sameGroup(IdToken.of("FOUR"), IdToken.of("FIVE"))).isFalse();
        assertThat(service.sameGroup(IdToken.of("unknown"), IdToken.of("UNKNOWN")))
                .isTrue();
    }

    @Test
    void aStationThatTellsNoTypesMeansTheTokenOfThatValue() {
        put(typed("04A1B2", "ISO14443"));

        assertThat(authorize("04a1b2").accepted()).isTrue();
        assertThat(service.sameGroup(IdToken.of("04A1B2"), new IdToken("04a1b2", "ISO14443")))
                .isTrue();
    }

    @Test
    void aTokenRegisteredWithoutTypeIsMeantWhateverTheStationCallsIt() {
        put(token("04A1B2"));

        assertThat(service.authorize(CP1, new IdToken("04A1B2", "ISO14443")).accepted())
                .isTrue();
    }

    @Test
    void theSameValueOfAnotherTypeIsAnotherToken() {
        put(typed("04A1B2", "eMAID"));

        assertThat(service.authorize(CP1, new IdToken("04A1B2", "ISO14443"))).isEqualTo(Authorization.UNKNOWN);
        assertThat(service.authorize(CP1, new IdToken("04A1B2", "EMAID")).accepted())
                .isTrue();
    }

    @Test
    void amongTypesTheExactOneCounts() {
        put(token("04A1B2"));
        put(new Token(new IdToken("04A1B2", "eMAID"), "", true, Optional.empty(), Optional.empty()));

        assertThat(authorize("04A1B2").accepted()).isTrue();
        assertThat(service.authorize(CP1, new IdToken("04A1B2", "eMAID")).status())
                .isEqualTo(AuthorizationStatus.BLOCKED);
    }

    @Test
    void aChangedTokenCountsAtOnceAndARemovedOneNoMore() {
        put(token("04A1B2"));
        put(new Token(IdToken.of("04a1b2"), "", true, Optional.empty(), Optional.empty()));
        assertThat(authorize("04A1B2").status()).isEqualTo(AuthorizationStatus.BLOCKED);

        assertThat(service.remove(IdToken.of("04A1B2"))).isTrue();
        assertThat(service.remove(IdToken.of("04A1B2"))).isFalse();
        assertThat(authorize("04A1B2")).isEqualTo(Authorization.UNKNOWN);
        assertThat(store.tokens()).isEmpty();
    }

    @Test
    void whatWasStoredIsKnownAfterARestart() {
        put(token("04A1B2"));

        assertThat(service(store, TokenSettings.SHIPPED)
                        .authorize(CP1, IdToken.of("04A1B2"))
                        .accepted())
                .isTrue();
    }

    @Test
    void whatTheStoreDidNotTakeIsNotKnown() {
        AuthorizationService over = service(
                new TokenStore() {
                    @Override
                    public List<Token> tokens() {
                        return List.of();
                    }

                    @Override
                    public void put(List<Token> tokens, Instant at) {
                        throw new StoreUnavailable("full", false, null);
                    }

                    @Override
                    public boolean remove(IdToken token, Instant at) {
                        return false;
                    }
                },
                TokenSettings.SHIPPED);

        assertThatThrownBy(() -> over.put(List.of(token("04A1B2")))).isInstanceOf(StoreUnavailable.class);
        assertThat(over.find(IdToken.of("04A1B2"))).isEmpty();
    }

    @Test
    void theTrialOptionAcceptsUnknownTokensOnly() {
        put(new Token(IdToken.of("BLOCKED"), "", true, Optional.empty(), Optional.empty()));
        put(new Token(IdToken.of("EXPIRED"), "", false, Optional.of(NOW), Optional.empty()));
        service.modified(TokenSettings.SHIPPED.acceptingUnknown());

        assertThat(service.acceptsUnknown()).isTrue();
        assertThat(authorize("UNKNOWN").accepted()).isTrue();
        assertThat(authorize("BLOCKED").status()).isEqualTo(AuthorizationStatus.BLOCKED);
        assertThat(authorize("EXPIRED").status()).isEqualTo(AuthorizationStatus.EXPIRED);
    }

    @Test
    void pagesMissNothingAndRepeatNothing() {
        for (int i = 0; i < 25; i++) {
            put(token("CARD" + i));
        }
        put(typed("CARD7", "eMAID"));
        put(typed("CARD7", "ISO14443"));
        List<IdToken> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Token> page = service.page("", new Page.Request(next, 2));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(token -> seen.add(token.idToken()));
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).hasSize(27).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "04A1", "04a1\n", "\nISO14443", "'; --"})
    void aPartBeginsOnlyWhereAnotherEnded(String nowhere) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> service.page("", new Page.Request(Optional.of(nowhere), 2)));
    }

    @Test
    void aSearchLooksAtValueLabelAndGroup() {
        put(new Token(IdToken.of("AAA"), "Zoë", false, Optional.empty(), Optional.empty()));
        put(new Token(IdToken.of("BBB"), "", false, Optional.empty(), Optional.of("Fleet")));
        put(token("CCC"));

        assertThat(found("zoË")).containsExactly("AAA");
        assertThat(found("fLEET")).containsExactly("BBB");
        assertThat(found("cc")).containsExactly("CCC");
        assertThat(found("nothing")).isEmpty();
    }

    private List<String> found(String search) {
        return service.page(search, Page.Request.first(10)).items().stream()
                .map(token -> token.idToken().value())
                .toList();
    }

    private Authorization authorize(String value) {
        return service.authorize(CP1, IdToken.of(value));
    }

    private void put(Token token) {
        service.put(List.of(token));
    }

    private static Token token(String value) {
        return typed(value, IdToken.UNTYPED);
    }

    private static Token typed(String value, String type) {
        return new Token(new IdToken(value, type), "", false, Optional.empty(), Optional.empty());
    }

    private static AuthorizationService service(TokenStore store, AuthorizationService.Settings settings) {
        return new AuthorizationService(
                store, new InMemoryPolicyStore(), settings, Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(5));
    }
}
