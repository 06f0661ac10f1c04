package org.ohmstead.authorization;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ohmstead.api.csms.Authorizer.Admission;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.TransactionFlag;

/** Judges a token by itself: what we know of it, what others know, and what holds where nobody knows. Thread-safe. */
final class Judge {

    private static final Admission FREE = new Admission(Authorization.ACCEPTED, Set.of(TransactionFlag.FREE_VEND));

    private final LocalTokens tokens;
    private final Sources sources;
    private final FreePlaces free;
    private final Supplier<Policy> policy;
    private final Clock clock;
    private final Remembered remembered = new Remembered();

    Judge(LocalTokens tokens, Sources sources, FreePlaces free, Supplier<Policy> policy, Clock clock) {
        this.tokens = tokens;
        this.sources = sources;
        this.free = free;
        this.policy = policy;
        this.clock = clock;
    }

    /** @param token empty where the station names none */
    Admission judge(StationId at, Optional<IdToken> token) {
        if (token.isPresent()) {
            return judge(at, token.get());
        }
        return free.at(at) ? FREE : Admission.of(Authorization.INVALID);
    }

    Admission judge(StationId at, IdToken token) {
        Optional<Token> ours = tokens.find(token);
        if (ours.isPresent()) {
            Authorization verdict = verdict(ours.get());
            boolean letIn = !verdict.accepted() && !ours.get().blocked() && free.at(at);
            return letIn ? FREE : Admission.of(verdict);
        }
        return free.at(at) ? FREE : foreign(at, token);
    }

    /** What would be answered about one of our tokens, whereever it is shown. */
    Authorization verdict(Token token) {
        AuthorizationStatus status = AuthorizationStatus.ACCEPTED;
        if (token.blocked()) {
            status = AuthorizationStatus.BLOCKED;
        } else if (isOver(token.expires())) {
            status = AuthorizationStatus.EXPIRED;
        }
        return new Authorization(status, token.expires(), token.group());
    }

    /** What is known of a token without asking anybody; free places count for nothing. */
    Optional<Authorization> known(IdToken token) {
        Optional<Token> ours = tokens.find(token);
        return ours.isPresent()
                ? ours.map(this::verdict)
                : remembered.find(token).map(this::current);
    }

    /** The group of a token, from memory. */
    Optional<String> group(IdToken token) {
        Optional<Token> ours = tokens.find(token);
        return ours.isPresent() ? ours.get().group() : remembered.find(token).flatMap(Authorization::group);
    }

    /** The group of a token, asking the sources about one they did not speak of lately. */
    Optional<String> group(StationId at, IdToken token) {
        if (tokens.find(token).isEmpty() && remembered.find(token).isEmpty()) {
            foreign(at, token);
        }
        return group(token);
    }

    private Admission foreign(StationId at, IdToken token) {
        Sources.Answer answer = sources.ask(at, token);
        if (answer.verdict().isPresent()) {
            Authorization verdict = current(answer.verdict().get());
            remembered.put(token, verdict);
            return Admission.of(verdict);
        }
        if (answer.allAsked()) {
            remembered.forget(token); // it is nobody's any more
        } else {
            Optional<Authorization> meanwhile = unverified(token);
            if (meanwhile.isPresent()) {
                return new Admission(meanwhile.get(), Set.of(TransactionFlag.UNVERIFIED_TOKEN));
            }
        }
        return Admission.of(policy.get().acceptUnknown() ? Authorization.ACCEPTED : Authorization.UNKNOWN);
    }

    /** What holds while a source cannot be asked; empty: the token is as good as unknown. */
    private Optional<Authorization> unverified(IdToken token) {
        Optional<Authorization> before = remembered.find(token).map(this::current);
        return switch (policy.get().whenUnreachable()) {
            case DENY -> Optional.empty();
            case KNOWN -> before.filter(Authorization::accepted);
            // One they refused lately is not unknown.
            case ACCEPT -> before.or(() -> Optional.of(Authorization.ACCEPTED));
        };
    }

    /** A source may accept a token and name an expiry that has passed. */
    private Authorization current(Authorization verdict) {
        return verdict.accepted() && isOver(verdict.expires())
                ? new Authorization(AuthorizationStatus.EXPIRED, verdict.expires(), verdict.group())
                : verdict;
    }

    private boolean isOver(Optional<Instant> expires) {
        return expires.isPresent() && !clock.instant().isBefore(expires.get());
    }
}
