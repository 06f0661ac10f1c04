package org.ohmstead.identity;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.identity.store.PeopleStore;
import org.ohmstead.identity.store.PeopleStore.StoredSession;
import org.ohmstead.identity.store.PeopleStore.StoredUser;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users, sessions and API tokens: in memory to be read, in the store to last. */
@Component
public final class PeopleService implements People {

    static final String ADMINISTRATOR = "admin";
    static final Duration SESSION = Duration.ofHours(12);

    private static final Logger LOG = LoggerFactory.getLogger(PeopleService.class);
    private static final String THIS_MACHINE = "this machine";
    private static final Principal OWNER = new Principal(THIS_MACHINE, Role.ADMINISTRATOR, Principal.Kind.OWNER);

    private final PeopleStore store;
    private final Clock clock;
    private final Passwords passwords;
    private final InitialPassword initialPassword;
    private final SignInLimit limit;

    /** Changes are rare and must see each other, above all where the last administrator is concerned. */
    private final ReentrantLock changing = new ReentrantLock();

    private final Map<String, StoredUser> users = new ConcurrentHashMap<>();
    private final Map<String, StoredSession> sessions = new ConcurrentHashMap<>();

    /** Hashes of the secrets of sessions that the store could not take: they end with this process at the latest. */
    private final Set<String> unstored = ConcurrentHashMap.newKeySet();

    private final ApiTokens apiTokens;

    /** Hashes of the secrets by which the owner of the home is in. */
    private final Set<String> owners = ConcurrentHashMap.newKeySet();

    /** Reads everything into memory; makes the administrator where there is none. */
    @Activate
    public PeopleService(BundleContext context, @Reference PeopleStore store) {
        this(store, Clock.systemUTC(), new Passwords(), new InitialPassword(secrets(context)));
    }

    PeopleService(PeopleStore store, Clock clock, Passwords passwords, InitialPassword initialPassword) {
        this.store = store;
        this.clock = clock;
        this.passwords = passwords;
        this.initialPassword = initialPassword;
        this.limit = new SignInLimit(clock);
        store.users().forEach(user -> users.put(user.name(), user));
        store.sessions().forEach(session -> sessions.put(session.secretHash(), session));
        this.apiTokens = new ApiTokens(store, clock, this::role);
        if (!isAdministratorLeftWithout("")) {
            makeFirstAdministrator();
        }
    }

    private static Path secrets(BundleContext context) {
        String home = context.getProperty("ohmstead.home");
        if (home == null) {
            throw new IllegalStateException("The property ohmstead.home does not say where the home directory is");
        }
        return Path.of(home, "secrets");
    }

    private void makeFirstAdministrator() {
        String password = Secrets.password();
        // The file first: a server killed in between makes another administrator, never one whose password nobody saw.
        initialPassword.write(password);
        putAdministrator(password);
        audit("user.create", ADMINISTRATOR, Optional.empty(), Optional.of(Role.ADMINISTRATOR.name()));
        LOG.info("First start: made the administrator \"{}\"", ADMINISTRATOR);
    }

    @Override
    public Optional<SignedIn> signIn(String name, String password, String address) {
        return proven(name, password, address).flatMap(this::startSession);
    }

    /** Whoever knows the password. What nobody can be called is neither counted nor logged: it may be long, or lines of its own. */
    private Optional<StoredUser> proven(String name, String password, String address) {
        String folded = name.toLowerCase(Locale.ROOT);
        if (!Names.isWellFormed(folded) || !limit.tryAcquire(folded, address)) {
            return Optional.empty();
        }
        Optional<StoredUser> user = Optional.ofNullable(users.get(folded));
        if (!passwords.matches(password, user.map(StoredUser::passwordHash))) {
            return Optional.empty();
        }
        limit.succeeded(folded, address);
        return user;
    }

    private Optional<SignedIn> startSession(StoredUser user) {
        String secret = Secrets.random();
        Instant expires = clock.instant().plus(SESSION);
        StoredSession session = new StoredSession(Secrets.hash(secret), user.name(), expires);
        changing.lock();
        try {
            // Removed or changed while its password was checked: then this sign-in comes too late.
            if (users.get(user.name()) != user) {
                return Optional.empty();
            }
            keep(session);
            sessions.put(session.secretHash(), session);
        } finally {
            changing.unlock();
        }
        if (user.name().equals(ADMINISTRATOR)) {
            initialPassword.remove();
        }
        return Optional.of(new SignedIn(principal(user), secret, expires));
    }

    /** Whoever can do something about a store that writes nothing has to come in and see why. */
    private void keep(StoredSession session) {
        try {
            removeExpiredSessions();
            store.putSession(session);
        } catch (StoreUnavailable e) {
            if (!e.outcomeUnknown()) {
                unstored.add(session.secretHash());
            }
            LOG.warn(
                    "{} signed in while nothing is stored; the session ends with this process: {}",
                    session.user(),
                    e.getMessage());
        }
    }

    private void removeExpiredSessions() {
        Instant now = clock.instant();
        sessions.values().stream()
                .filter(session -> !now.isBefore(session.expires()))
                .forEach(this::removeSession);
    }

    private void removeSession(StoredSession session) {
        if (!unstored.remove(session.secretHash())) {
            store.removeSession(session.secretHash());
        }
        sessions.remove(session.secretHash());
    }

    @Override
    public String admitOwner() {
        String secret = Secrets.random();
        owners.add(Secrets.hash(secret));
        return secret;
    }

    @Override
    public void signOut(String sessionSecret) {
        String hash = Secrets.hash(sessionSecret);
        owners.remove(hash);
        Optional.ofNullable(sessions.get(hash)).ifPresent(this::removeSession);
    }

    @Override
    public Optional<Principal> authenticate(String secret) {
        String hash = Secrets.hash(secret);
        if (secret.startsWith(ApiTokens.PREFIX)) {
            return apiTokens.authenticate(hash);
        }
        if (owners.contains(hash)) {
            return Optional.of(OWNER);
        }
        Instant now = clock.instant();
        return Optional.ofNullable(sessions.get(hash))
                .filter(session -> now.isBefore(session.expires()))
                .map(session -> users.get(session.user()))
                .map(PeopleService::principal);
    }

    private Optional<Role> role(String name) {
        return name.equals(OWNER.name())
                ? Optional.of(OWNER.role())
                : Optional.ofNullable(users.get(name)).map(StoredUser::role);
    }

    private static Principal principal(StoredUser user) {
        return new Principal(user.name(), user.role(), Principal.Kind.SESSION);
    }

    @Override
    public List<User> users() {
        return users.values().stream()
                .map(PeopleService::user)
                .sorted(Comparator.comparing(User::name))
                .toList();
    }

    private static User user(StoredUser stored) {
        return new User(stored.name(), stored.role(), stored.createdAt());
    }

    @Override
    public User createUser(String name, String password, Role role) {
        Names.check(name);
        passwords.check(password);
        String hash = passwords.hash(password);
        changing.lock();
        try {
            if (users.containsKey(name)) {
                throw new IllegalArgumentException("There is a user of that name already.");
            }
            return put(new StoredUser(name, role, hash, clock.instant()));
        } finally {
            changing.unlock();
        }
    }

    @Override
    public Optional<User> changeUser(String name, Optional<String> password, Optional<Role> role) {
        password.ifPresent(passwords::check);
        Optional<String> hash = password.map(passwords::hash);
        changing.lock();
        try {
            StoredUser old = users.get(name);
            if (old == null) {
                return Optional.empty();
            }
            if (role.orElse(old.role()) != Role.ADMINISTRATOR) {
                requireAdministratorWithout(name);
            }
            return Optional.of(change(old, role.orElse(old.role()), hash));
        } finally {
            changing.unlock();
        }
    }

    @Override
    public boolean changePassword(String name, String current, String fresh, String address) {
        passwords.check(fresh);
        Optional<StoredUser> proven = proven(name, current, address);
        if (proven.isEmpty()) {
            return false;
        }
        String hash = passwords.hash(fresh);
        changing.lock();
        try {
            StoredUser now = users.get(proven.get().name());
            // Removed, or given another password while this one was checked: then this change comes too late.
            if (now == null || !now.passwordHash().equals(proven.get().passwordHash())) {
                return false;
            }
            change(now, now.role(), Optional.of(hash));
            return true;
        } finally {
            changing.unlock();
        }
    }

    private User change(StoredUser old, Role role, Optional<String> hash) {
        User changed = put(new StoredUser(old.name(), role, hash.orElse(old.passwordHash()), old.createdAt()));
        if (hash.isPresent() && old.name().equals(ADMINISTRATOR)) {
            initialPassword.remove();
        }
        return changed;
    }

    private User put(StoredUser user) {
        store.putUser(user);
        users.put(user.name(), user);
        removeSessionsOf(user.name());
        return user(user);
    }

    @Override
    public boolean removeUser(String name) {
        changing.lock();
        try {
            if (!users.containsKey(name)) {
                return false;
            }
            requireAdministratorWithout(name);
            store.removeUser(name);
            users.remove(name);
            apiTokens.makerRemoved(name);
            removeSessionsOf(name);
            return true;
        } finally {
            changing.unlock();
        }
    }

    private void removeSessionsOf(String name) {
        store.removeSessionsOf(name);
        sessions.values().removeIf(session -> session.user().equals(name));
        unstored.retainAll(sessions.keySet());
    }

    private void requireAdministratorWithout(String name) {
        if (!isAdministratorLeftWithout(name)) {
            throw new IllegalArgumentException("The last administrator has to stay one.");
        }
    }

    private boolean isAdministratorLeftWithout(String name) {
        return users.values().stream()
                .anyMatch(user ->
                        user.role() == Role.ADMINISTRATOR && !user.name().equals(name));
    }

    @Override
    public NewApiToken createApiToken(String maker, String name, Role role, Optional<Duration> validFor) {
        Names.check(name);
        changing.lock();
        try {
            return apiTokens.make(maker, name, role, validFor);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public List<ApiToken> apiTokens() {
        return apiTokens.all();
    }

    @Override
    public boolean revokeApiToken(String name) {
        changing.lock();
        try {
            return apiTokens.revoke(name);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public NewPassword resetAdministrator() {
        String password = Secrets.password();
        putAdministrator(password);
        initialPassword.remove();
        limit.forgive(ADMINISTRATOR);
        audit("user.reset-password", ADMINISTRATOR, Optional.empty(), Optional.empty());
        LOG.info("The password of \"{}\" was reset", ADMINISTRATOR);
        return new NewPassword(ADMINISTRATOR, password);
    }

    private void putAdministrator(String password) {
        String hash = passwords.hash(password);
        changing.lock();
        try {
            Instant created = Optional.ofNullable(users.get(ADMINISTRATOR))
                    .map(StoredUser::createdAt)
                    .orElseGet(clock::instant);
            put(new StoredUser(ADMINISTRATOR, Role.ADMINISTRATOR, hash, created));
        } finally {
            changing.unlock();
        }
    }

    private void audit(String action, String subject, Optional<String> before, Optional<String> after) {
        store.append(new Audit.Entry(clock.instant(), THIS_MACHINE, action, subject, before, after));
    }
}
