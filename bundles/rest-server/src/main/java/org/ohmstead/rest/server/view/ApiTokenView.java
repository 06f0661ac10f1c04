package org.ohmstead.rest.server.view;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.csms.People.Role;

/**
 * A token for scripts.
 *
 * @param role what it may do now: never more than its maker may
 * @param maker left out where it was made before makers were noted
 * @param secret shown once, when it is made
 */
public record ApiTokenView(
        String name,
        Role role,
        Instant createdAt,
        Optional<Instant> expires,
        Optional<String> maker,
        Optional<String> secret) {

    public static ApiTokenView of(People.ApiToken token) {
        return of(token, Optional.empty());
    }

    public static ApiTokenView of(People.NewApiToken fresh) {
        return of(fresh.token(), Optional.of(fresh.secret()));
    }

    private static ApiTokenView of(People.ApiToken token, Optional<String> secret) {
        return new ApiTokenView(token.name(), token.role(), token.createdAt(), token.expires(), token.maker(), secret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ApiTokenView[" + name + "]";
    }
}
