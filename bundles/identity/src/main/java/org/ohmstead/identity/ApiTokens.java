package org.ohmstead.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.ohmstead.api.csms.People.ApiToken;
import org.ohmstead.api.csms.People.NewApiToken;
import org.ohmstead.api.csms.People.Principal;
import org.ohmstead.api.csms.People.Role;
import org.ohmstead.identity.store.PeopleStore;
import org.ohmstead.identity.store.PeopleStore.StoredApiToken;

/**
 * API tokens: in memory to be read, in the store to last. None may do more than whoever made it may do now. Read by any thread, changed
 * by one at a time.
 */
final class ApiTokens {

    static final String PREFIX = "oh_";

    private final PeopleStore store;
    private final Clock clock;
    private final Function<String, Optional<Role>> makers;
    private final Map<String, StoredApiToken> byHash = new ConcurrentHashMap<>();

    /** @param makers what a maker of tokens may do now; empty for nobody */
    ApiTokens(PeopleStore store, Clock clock, Function<String, Optional<Role>> makers) {
        this.store = store;
        this.clock = clock;
        this.makers = makers;
        store.apiTokens().forEach(token -> byHash.put(token.secretHash(), token));
    }

    Optional<Principal> authenticate(String secretHash) {
        Instant now = clock.instant();
        return Optional.ofNullable(byHash.get(secretHash))
                .filter(token -> token.expires().map(now::isBefore).orElse(true))
                .flatMap(token -> role(token).map(role -> new Principal(token.name(), role, Principal.Kind.API_TOKEN)));
    }

    /** What it was made for, as far as its maker may do that; of one whose maker nobody noted, what it was made for. */
    private Optional<Role> role(StoredApiToken token) {
        return token.maker().isEmpty()
                ? Optional.of(token.role())
                : makers.apply(token.maker().get()).map(most -> most.includes(token.role()) ? token.role() : most);
    }

    NewApiToken make(String maker, String name, Role role, Optional<Duration> validFor) {
        String secret = PREFIX + Secrets.random();
        Instant now = clock.instant();
        var token =
                new StoredApiToken(name, role, Secrets.hash(secret), now, validFor.map(now::plus), Optional.of(maker));
        if (makers.apply(maker).isEmpty()) {
            throw new IllegalArgumentException("Whoever makes the token is no user any more.");
        }
        if (!store.addApiToken(token)) {
            throw new IllegalArgumentException("There is an API token of that name already.");
        }
        byHash.put(token.secretHash(), token);
        return new NewApiToken(apiToken(token), secret);
    }

    private ApiToken apiToken(StoredApiToken token) {
        return new ApiToken(
                token.name(), role(token).orElse(token.role()), token.createdAt(), token.expires(), token.maker());
    }

    List<ApiToken> all() {
        return byHash.values().stream()
                .map(this::apiToken)
                .sorted(Comparator.comparing(ApiToken::name))
                .toList();
    }

    boolean revoke(String name) {
        boolean removed = store.removeApiToken(name);
        byHash.values().removeIf(token -> token.name().equals(name));
        return removed;
    }

    /** The store has removed a user, and with it all the tokens it made. */
    void makerRemoved(String maker) {
        byHash.values().removeIf(token -> token.maker().equals(Optional.of(maker)));
    }
}
