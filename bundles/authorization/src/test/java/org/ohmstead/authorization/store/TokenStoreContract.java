package org.ohmstead.authorization.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Token;

/** What every {@link TokenStore} promises. Run against memory here and against each database by the store. */
public abstract class TokenStoreContract {

    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");

    private TokenStore store;

    /** A store without tokens. */
    protected abstract TokenStore newStore();

    /** What the journal of that store holds, oldest first. */
    protected abstract List<Fact> facts();

    @BeforeEach
    void openStore() {
        store = newStore();
    }

    @Test
    void aTokenIsFoundAgainAsItWasPut() {
        Token token = new Token(
                new IdToken("04a1B2", "ISO14443"),
                "Zoë's card",
                true,
                Optional.of(T0),
                Optional.of("fleet"),
                Optional.of(0));
        Token plain = token("04C3D4");
        store.put(List.of(token, plain), T0);

        assertThat(store.tokens()).containsExactlyInAnyOrder(token, plain);
        assertThat(store.tokens()).extracting(found -> found.idToken().value()).contains("04a1B2");
        assertThat(factsOf(Facts.TokenChanged.class))
                .contains(new Facts.TokenChanged(Optional.of(token.idToken()), true, Optional.of(T0)));
    }

    @Test
    void aTokenPutAgainInAnotherCaseReplacesTheFirst() {
        store.put(List.of(token("04a1b2")), T0);
        Token replacement = new Token(IdToken.of("04A1B2"), "new", true, Optional.empty(), Optional.empty());
        store.put(List.of(replacement), T0);

        assertThat(store.tokens()).containsExactly(replacement);
    }

    @Test
    void theSameValueOfAnotherTypeIsAnotherToken() {
        store.put(List.of(token("04A1B2")), T0);
        store.put(
                List.of(new Token(new IdToken("04A1B2", "eMAID"), "", false, Optional.empty(), Optional.empty())), T0);

        assertThat(store.tokens()).hasSize(2);
    }

    @Test
    void aRemovedTokenIsGoneOnce() {
        store.put(List.of(token("04A1B2")), T0);

        assertThat(store.remove(IdToken.of("04a1b2"), T0)).isTrue();
        assertThat(store.remove(IdToken.of("04a1b2"), T0)).isFalse();
        assertThat(store.tokens()).isEmpty();
        assertThat(factsOf(Facts.TokenRemoved.class)).hasSize(1);
    }

    @Test
    void thousandsMayBePutAtOnce() {
        List<Token> many =
                IntStream.range(0, 3_000).mapToObj(i -> token("CARD" + i)).toList();
        store.put(many, T0);
        store.put(many, T0);

        assertThat(store.tokens()).hasSize(3_000);
    }

    private <T> List<T> factsOf(Class<T> kind) {
        return facts().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Token token(String value) {
        return new Token(IdToken.of(value), "", false, Optional.empty(), Optional.empty());
    }
}
