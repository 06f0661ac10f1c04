package org.ohmstead.rest.view;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.csms.People.Role;

/**
 * A token for scripts.
 *
 * @param secret shown once, when it is made
 */
public record ApiTokenView(
        String name, Role role, Instant createdAt, Optional<Instant> expires, Optional<String> secret) {

    public static ApiTokenView of(People.ApiToken token) {
        return new ApiTokenView(token.name(), token.role(), token.createdAt(), token.expires(), Optional.empty());
    }

    public static ApiTokenView of(People.NewApiToken fresh) {
        People.ApiToken token = fresh.token();
        return new ApiTokenView(
                token.name(), token.role(), token.createdAt(), token.expires(), Optional.of(fresh.secret()));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ApiTokenView[" + name + "]";
    }
}
