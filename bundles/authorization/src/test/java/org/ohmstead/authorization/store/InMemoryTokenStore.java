package org.ohmstead.authorization.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.Token;

/** Keeps tokens in memory, for tests. Thread-safe; every unit is atomic. */
public final class InMemoryTokenStore implements TokenStore {

    private static final JournalPosition UNNUMBERED = new JournalPosition(0, 0);

    private final Consumer<JournalEntry> journal;
    private final Map<IdToken, Token> tokens = new LinkedHashMap<>();

    /** With nobody reading the journal. */
    public InMemoryTokenStore() {
        this(entry -> {});
    }

    /** @param journal gets each fact, called in commit order; the entry's position is the receiver's to hand out */
    public InMemoryTokenStore(Consumer<JournalEntry> journal) {
        this.journal = journal;
    }

    @Override
    public synchronized List<Token> tokens() {
        return List.copyOf(tokens.values());
    }

    @Override
    public synchronized void put(List<Token> added, Instant at) {
        for (Token token : added) {
            tokens.remove(token.idToken());
            tokens.put(token.idToken(), token);
            append(at, new Facts.TokenChanged(Optional.of(token.idToken()), token.blocked(), token.expires()));
        }
    }

    @Override
    public synchronized boolean remove(IdToken token, Instant at) {
        if (tokens.remove(token) == null) {
            return false;
        }
        append(at, new Facts.TokenRemoved(Optional.of(token)));
        return true;
    }

    private void append(Instant at, Fact fact) {
        journal.accept(new JournalEntry(UNNUMBERED, Optional.empty(), at, SiteId.DEFAULT, Optional.empty(), fact));
    }
}
