package org.ohmstead.authorization;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.authorization.AuthorizationSource;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.ChargingPolicies;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.TokenGroup;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.authorization.store.PolicyStore;
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

/** May this token charge here: our own tokens first, from memory, then the plugins that know others; then the limits. */
@Component(
        service = {Authorizer.class, Tokens.class, ChargingPolicies.class, HealthCheck.class},
        configurationPid = "org.ohmstead.authorization")
@Designate(ocd = AuthorizationService.Settings.class)
public final class AuthorizationService implements Authorizer, Tokens, ChargingPolicies, HealthCheck {

    /** Who may charge when nobody can be asked. */
    @ObjectClassDefinition(name = "Authorisation", description = "Which cards and other tokens may charge.")
    public @interface Settings {

        @AttributeDefinition(
                description = "What to do with a token this server does not know while a plugin that might know it"
                        + " (a roaming partner, a directory) cannot be reached: refuse it, let it charge if the plugin"
                        + " accepted it since this server started, or let it charge in any case. The plugin's failure"
                        + " and its reason are logged once and shown in the server's health.",
                options = {
                    @Option(label = "Refuse it", value = "deny"),
                    @Option(label = "Let it charge if it was accepted before", value = "known"),
                    @Option(label = "Let it charge", value = "accept")
                })
        String whenUnreachable() default "deny";

        @AttributeDefinition(
                description = "How many transactions one card may have at the same time, at all stations together; 0"
                        + " for any number. A card or a group may have a limit of its own, which counts instead. A"
                        + " refused start is answered ConcurrentTx; showing the card to stop is never refused for it.",
                min = "0",
                max = "1000")
        int maxConcurrent() default 0;

        @AttributeDefinition(
                description = "The name of a group whose cards may stop any transaction, for example those of the"
                        + " service staff; empty for none.")
        String masterGroup() default "";

        @AttributeDefinition(
                description = "Whether cards of that group may also start transactions. Where not, a start with one is"
                        + " answered Blocked.")
        boolean mastersMayStart() default false;

        @AttributeDefinition(
                description = "For stations that add something to the number of a card, like KEBA, which adds an"
                        + " underscore and its own serial number: write the character with which the addition begins"
                        + " (_), or several such characters. What follows is ignored unless the whole is a card known"
                        + " here. Empty where no station does that. Upper and lower case never matter.")
        String suffixSeparators() default "";

        @AttributeDefinition(
                description =
                        "For trials only: let every token charge that nobody knows. Blocked and expired tokens are"
                                + " refused all the same.")
        boolean acceptUnknown() default false;
    }

    private static final Logger LOG = LoggerFactory.getLogger(AuthorizationService.class);

    /** Tokens stored in one go: a station that wants something stored waits no longer for a large import. */
    private static final int AT_ONCE = 200;
    /** Set by the option --accept-unknown-tokens, which wins over the configuration. */
    private static final String ON_TRIAL = "ohmstead.accept.unknown.tokens";

    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final TokenStore store;
    private final PolicyStore policies;
    private final Clock clock;
    private final Sources sources;
    private final LocalTokens tokens = new LocalTokens();
    private final Map<String, TokenGroup> groups = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    private final FreePlaces free;
    private final OpenTransactions open = new OpenTransactions();
    private final Judge judge;
    private final ReentrantLock writing = new ReentrantLock(); // store and memory change in the same order
    private volatile Policy policy;

    @Activate
    public AuthorizationService(@Reference TokenStore store, @Reference PolicyStore policies, Settings settings) {
        this(store, policies, settings, Clock.systemUTC(), BUDGET);
    }

    /** With a clock and a budget to be set by tests; blocks while the memory is filled from the store. */
    public AuthorizationService(
            TokenStore store, PolicyStore policies, Settings settings, Clock clock, Duration budget) {
        this.store = store;
        this.policies = policies;
        this.clock = clock;
        this.sources = new Sources(budget, () -> policy.whenUnreachable().sentence());
        this.free = new FreePlaces(policies);
        this.judge = new Judge(tokens, sources, free, () -> policy, clock);
        store.tokens().forEach(tokens::put);
        policies.groups().forEach(group -> groups.put(group.name(), group));
        modified(settings);
    }

    /** Public for tests that change a setting while transactions run. */
    @Modified
    public void modified(Settings settings) {
        policy = Policy.of(settings, Boolean.getBoolean(ON_TRIAL));
        if (policy.acceptUnknown()) {
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
    public Authorization authorize(StationId at, IdToken sent) {
        IdToken token = meant(sent);
        Authorization verdict = judge.judge(at, token).authorization();
        boolean toStop =
                !verdict.accepted() && verdict.status() != AuthorizationStatus.BLOCKED && open.runs(at, token.folded());
        return toStop ? new Authorization(AuthorizationStatus.ACCEPTED, Optional.empty(), verdict.group()) : verdict;
    }

    @Override
    public Admission admit(TransactionId transaction, StationId at, EvseId evse, Optional<IdToken> sent) {
        Policy now = policy;
        Optional<IdToken> token = sent.map(this::meant);
        Admission judged = judge.judge(at, token);
        Authorization verdict = judged.authorization();
        if (!verdict.accepted() || judged.flags().contains(TransactionFlag.FREE_VEND)) {
            return judged;
        }
        if (now.isMaster(verdict.group()) && !now.mastersMayStart()) {
            return Admission.of(refused(verdict, AuthorizationStatus.BLOCKED));
        }
        OpenTransactions.Limit limit = now.limit(
                token.flatMap(tokens::find).flatMap(Token::maxConcurrent),
                verdict.group().map(groups::get));
        var newcomer = open(transaction, at, evse, token.orElseThrow(), verdict.group(), true);
        return open.admit(newcomer, limit) ? judged : Admission.of(refused(verdict, AuthorizationStatus.CONCURRENT_TX));
    }

    /** One that was refused takes nobody's place, and showing its token again is no reason to accept it. */
    @Override
    public void began(Transaction begun) {
        if (begun.verdict() != AuthorizationStatus.ACCEPTED || begun.idToken().isEmpty()) {
            return;
        }
        IdToken token = meant(begun.idToken().get());
        boolean counts = !begun.flags().contains(TransactionFlag.FREE_VEND);
        open.add(open(begun.id(), begun.station(), begun.connector().evse(), token, judge.group(token), counts));
    }

    @Override
    public void over(TransactionId transaction) {
        open.remove(transaction);
    }

    @Override
    public boolean sameGroup(IdToken one, IdToken other) {
        IdToken first = meant(one);
        IdToken second = meant(other);
        return LocalTokens.same(first, second) || same(judge.group(first), judge.group(second));
    }

    @Override
    public boolean mayStop(StationId at, IdToken startedWith, IdToken shown) {
        IdToken first = meant(startedWith);
        IdToken second = meant(shown);
        if (LocalTokens.same(first, second)) {
            return true;
        }
        Optional<String> group = judge.group(at, second);
        boolean blocked = tokens.find(second).filter(Token::blocked).isPresent();
        return group.isPresent() && !blocked && (policy.isMaster(group) || same(judge.group(at, first), group));
    }

    @Override
    public boolean stopsAll(StationId at, IdToken shown) {
        Policy now = policy;
        if (now.masterGroup().isEmpty() || now.mastersMayStart()) {
            return false;
        }
        IdToken token = meant(shown);
        // By what is known here: this comes after the answer was decided, and no source is to be asked twice for one
        // card.
        return now.isMaster(judge.group(token))
                && judge.known(token).filter(Authorization::accepted).isPresent();
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
            for (int from = 0; from < changed.size(); from += AT_ONCE) {
                List<Token> some = changed.subList(from, Math.min(from + AT_ONCE, changed.size()));
                store.put(some, clock.instant());
                some.forEach(tokens::put);
            }
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
        return judge.verdict(token);
    }

    @Override
    public List<TokenGroup> groups() {
        return List.copyOf(groups.values());
    }

    @Override
    public void put(TokenGroup group) {
        writing.lock();
        try {
            policies.put(group);
            groups.remove(group.name()); // so that a name in another case is taken over
            groups.put(group.name(), group);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean removeGroup(String name) {
        writing.lock();
        try {
            boolean removed = policies.removeGroup(name);
            groups.remove(name);
            return removed;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public FreeVend freeVend() {
        return free.all();
    }

    @Override
    public void freeVend(SiteId site, boolean isFree) {
        writing.lock();
        try {
            free.set(site, isFree);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void freeVend(StationId station, boolean isFree) {
        writing.lock();
        try {
            free.set(station, isFree);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean acceptsUnknown() {
        return policy.acceptUnknown();
    }

    @Override
    public String name() {
        return "authorization";
    }

    @Override
    public Health check() {
        Policy now = policy;
        List<String> troubles = sources.troubles();
        if (!troubles.isEmpty()) {
            String meanwhile = now.acceptUnknown()
                    ? Policy.WhenUnreachable.ACCEPT.sentence()
                    : now.whenUnreachable().sentence();
            return new Health(
                    Status.WARN,
                    "A token source gives no answer: " + String.join("; ", troubles) + ".",
                    "As the settings have it, " + meanwhile + ". Check the plugin's settings and its connection.");
        }
        if (now.acceptUnknown()) {
            return new Health(
                    Status.WARN,
                    "Every unknown token may charge.",
                    "This is for trials: start without --accept-unknown-tokens.");
        }
        return Health.ok("Tokens are checked.");
    }

    private IdToken meant(IdToken sent) {
        return Spelling.meant(
                sent, policy.suffixSeparators(), token -> tokens.find(token).isPresent());
    }

    private static boolean same(Optional<String> oneGroup, Optional<String> otherGroup) {
        return oneGroup.isPresent() && otherGroup.isPresent() && oneGroup.get().equalsIgnoreCase(otherGroup.get());
    }

    private static Authorization refused(Authorization verdict, AuthorizationStatus status) {
        return new Authorization(status, verdict.expires(), verdict.group());
    }

    private static OpenTransactions.Open open(
            TransactionId id, StationId at, EvseId evse, IdToken token, Optional<String> group, boolean counts) {
        return new OpenTransactions.Open(
                id, at, evse, token.folded(), group.map(name -> name.toUpperCase(Locale.ROOT)), counts);
    }
}
