package org.ohmstead.authorization;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.authorization.AuthorizationSource;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
import org.ohmstead.authorization.store.TokenStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** May this token charge here: our own tokens first, from memory, then the plugins that know others. */
@Component(
        service = {Authorizer.class, Tokens.class, HealthCheck.class},
        configurationPid = "org.ohmstead.authorization")
@Designate(ocd = AuthorizationService.Settings.class)
public final class AuthorizationService implements Authorizer, Tokens, HealthCheck {

    /** Who may charge when nobody can be asked. */
    @ObjectClassDefinition(name = "Authorisation", description = "Which cards and other tokens may charge.")
    public @interface Settings {

        @AttributeDefinition(
                description = "What to do with a token this server does not know while a plugin that might know it"
                        + " (a roaming partner, a directory) cannot be reached: refuse it, or let it charge.",
                options = {
                    @Option(label = "Refuse it", value = "deny"),
                    @Option(label = "Let it charge", value = "accept")
                })
        String whenUnreachable() default "deny";

        @AttributeDefinition(
                description =
                        "For trials only: let every token charge that nobody knows. Blocked and expired tokens are"
                                + " refused all the same.")
        boolean acceptUnknown() default false;
    }

    private static final Logger LOG = LoggerFactory.getLogger(AuthorizationService.class);
    /** Set by the option --accept-unknown-tokens, which wins over the configuration. */
    private static final String ON_TRIAL = "ohmstead.accept.unknown.tokens";

    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final TokenStore store;
    private final Clock clock;
    private final Sources sources;
    private final LocalTokens tokens = new LocalTokens();
    private final ReentrantLock writing = new ReentrantLock(); // store and memory change in the same order
    private volatile boolean acceptUnknown;
    private volatile boolean acceptUnreachable;

    @Activate
    public AuthorizationService(@Reference TokenStore store, Settings settings) {
        this(store, settings, Clock.systemUTC(), BUDGET);
    }

    /** With a clock and a budget to be set by tests; blocks while the memory is filled from the store. */
    public AuthorizationService(TokenStore store, Settings settings, Clock clock, Duration budget) {
        this.store = store;
        this.clock = clock;
        this.sources = new Sources(budget);
        store.tokens().forEach(tokens::put);
        modified(settings);
    }

    @Modified
    void modified(Settings settings) {
        acceptUnknown = settings.acceptUnknown() || Boolean.getBoolean(ON_TRIAL);
        acceptUnreachable = settings.whenUnreachable().equals("accept");
        if (acceptUnknown) {
            LOG.warn("Every unknown token may charge (acceptUnknown); this is for trials only");
        }
    }

    /** Public for tests of plugins; the highest {@code service.ranking} is asked first. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSource(AuthorizationSource source, Map<String, ?> properties) {
        sources.add(source, properties);
    }

    public void removeSource(AuthorizationSource source) {
        sources.remove(source);
    }

    @Override
    public Authorization authorize(StationId at, IdToken idToken) {
        Optional<Token> known = tokens.find(idToken);
        if (known.isPresent()) {
            return verdict(known.get());
        }
        Sources.Answer answer = sources.ask(at, idToken);
        if (answer.verdict().isPresent()) {
            return answer.verdict().get();
        }
        return acceptUnknown || acceptUnreachable && !answer.allAsked()
                ? Authorization.ACCEPTED
                : Authorization.INVALID;
    }

    @Override
    public boolean sameGroup(IdToken one, IdToken other) {
        if (LocalTokens.same(one, other)) {
            return true;
        }
        Optional<String> group = tokens.find(one).flatMap(Token::group);
        return group.isPresent()
                && tokens.find(other)
                        .flatMap(Token::group)
                        .filter(group.get()::equalsIgnoreCase)
                        .isPresent();
    }

    @Override
    public Optional<Token> find(IdToken token) {
        return tokens.find(token);
    }

    @Override
    public Page<Token> page(String search, Page.Request request) {
        return tokens.page(search, request);
    }

    @Override
    public void put(List<Token> changed) {
        writing.lock();
        try {
            store.put(changed, clock.instant());
            changed.forEach(tokens::put);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean remove(IdToken token) {
        writing.lock();
        try {
            boolean removed = store.remove(token, clock.instant());
            tokens.remove(token);
            return removed;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Authorization verdict(Token token) {
        return new Authorization(status(token), token.expires(), token.group());
    }

    @Override
    public boolean acceptsUnknown() {
        return acceptUnknown;
    }

    @Override
    public String name() {
        return "authorization";
    }

    @Override
    public Health check() {
        List<String> failing = sources.failing();
        if (!failing.isEmpty()) {
            return new Health(
                    Status.WARN,
                    "No answer from " + String.join(", ", failing) + ".",
                    "Tokens only they know are " + (acceptUnreachable || acceptUnknown ? "accepted" : "refused")
                            + " meanwhile. Check the plugin's settings and its connection.");
        }
        if (acceptUnknown) {
            return new Health(
                    Status.WARN,
                    "Every unknown token may charge.",
                    "This is for trials: start without --accept-unknown-tokens.");
        }
        return Health.ok("Tokens are checked.");
    }

    private AuthorizationStatus status(Token token) {
        if (token.blocked()) {
            return AuthorizationStatus.BLOCKED;
        }
        boolean expired = token.expires()
                .filter(expires -> !clock.instant().isBefore(expires))
                .isPresent();
        return expired ? AuthorizationStatus.EXPIRED : AuthorizationStatus.ACCEPTED;
    }
}
