package org.ohmstead.identity.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StoreUnavailable;

/** People in memory, for tests. Thread-safe. */
public final class InMemoryPeopleStore implements PeopleStore {

    private final Map<String, StoredUser> users = new TreeMap<>();
    private final Map<String, StoredSession> sessions = new TreeMap<>();
    private final Map<String, StoredApiToken> apiTokens = new TreeMap<>();
    private final List<Audit.Entry> audit = new ArrayList<>();
    private boolean refuses;

    /** Whether every write is refused from now on, as on a full disk. */
    public synchronized void refuse(boolean all) {
        refuses = all;
    }

    private void requireRoom() {
        if (refuses) {
            throw new StoreUnavailable("The disk is full", false, null);
        }
    }

    @Override
    public synchronized List<StoredUser> users() {
        return List.copyOf(users.values());
    }

    @Override
    public synchronized void putUser(StoredUser user) {
        requireRoom();
        users.put(user.name(), user);
    }

    @Override
    public synchronized boolean removeUser(String name) {
        requireRoom();
        apiTokens.values().removeIf(token -> token.maker().equals(Optional.of(name)));
        return users.remove(name) != null;
    }

    @Override
    public synchronized List<StoredSession> sessions() {
        return List.copyOf(sessions.values());
    }

    @Override
    public synchronized void putSession(StoredSession session) {
        requireRoom();
        sessions.put(session.secretHash(), session);
    }

    @Override
    public synchronized void removeSession(String secretHash) {
        requireRoom();
        sessions.remove(secretHash);
    }

    @Override
    public synchronized void removeSessionsOf(String user) {
        requireRoom();
        sessions.values().removeIf(session -> session.user().equals(user));
    }

    @Override
    public synchronized List<StoredApiToken> apiTokens() {
        return List.copyOf(apiTokens.values());
    }

    @Override
    public synchronized boolean addApiToken(StoredApiToken token) {
        requireRoom();
        return apiTokens.putIfAbsent(token.name(), token) == null;
    }

    @Override
    public synchronized boolean removeApiToken(String name) {
        requireRoom();
        return apiTokens.remove(name) != null;
    }

    @Override
    public synchronized void append(Audit.Entry entry) {
        requireRoom();
        audit.add(new Audit.Entry(
                audit.size() + 1L,
                entry.at(),
                entry.who(),
                entry.action(),
                entry.subject(),
                entry.before(),
                entry.after(),
                Seal.of(auditEnd().seal(), entry)));
    }

    @Override
    public synchronized Page<Audit.Entry> audit(Page.Request request) {
        long before = request.after().map(Long::parseLong).orElse(Long.MAX_VALUE);
        List<Audit.Entry> older = audit.reversed().stream()
                .filter(entry -> entry.number() < before)
                .toList();
        List<Audit.Entry> items = older.subList(0, Math.min(request.limit(), older.size()));
        return new Page<>(
                items,
                items.size() < older.size()
                        ? Optional.of(Long.toString(items.getLast().number()))
                        : Optional.empty());
    }

    @Override
    public synchronized List<Audit.Entry> auditAfter(long number, int limit) {
        return audit.stream()
                .filter(entry -> entry.number() > number)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized AuditEnd auditEnd() {
        return new AuditEnd(
                audit.size(), audit.isEmpty() ? Seal.NONE : audit.getLast().seal());
    }
}
