package org.ohmstead.simulator.ocpp16;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.simulator.wire.Answer;

/** Decides whether a token may charge: asks the CSMS, or what it remembers while the CSMS cannot be asked (OCPP 1.6 §3.5). */
final class Authorizer16 {

    private final Configuration16 configuration;
    private final Uplink16 uplink;
    private final Map<String, Authorization> cache = new ConcurrentHashMap<>();

    Authorizer16(Configuration16 configuration, Uplink16 uplink) {
        this.configuration = configuration;
        this.uplink = uplink;
    }

    Authorization authorize(String token) {
        if (configuration.flag("LocalPreAuthorize")) {
            var known = remembered(token).filter(Authorization::accepted);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return switch (uplink.say("Authorize", Messages16.authorize(token))) {
            case Answer.Result result -> {
                var verdict = Authorization.in(result.payload()).orElse(Authorization.INVALID);
                remember(token, verdict);
                yield verdict;
            }
            case Answer.Error error -> Authorization.INVALID;
            case Answer.Lost lost -> alone(token);
            case Answer.NotSent notSent -> alone(token);
        };
    }

    private Authorization alone(String token) {
        var known = configuration.flag("LocalAuthorizeOffline") ? remembered(token) : Optional.<Authorization>empty();
        return known.orElseGet(() -> configuration.flag("AllowOfflineTxForUnknownId")
                ? new Authorization("Accepted", Optional.empty())
                : Authorization.INVALID);
    }

    private Optional<Authorization> remembered(String token) {
        return Optional.ofNullable(cache.get(folded(token)));
    }

    void remember(String token, Authorization verdict) {
        if (configuration.flag("AuthorizationCacheEnabled")) {
            cache.put(folded(token), verdict);
        }
    }

    void forgetAll() {
        cache.clear();
    }

    private static String folded(String token) {
        return token.toLowerCase(Locale.ROOT);
    }
}
