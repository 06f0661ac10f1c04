package org.ohmstead.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.identity.store.InMemoryPeopleStore;

/** People of a new home, with an administrator as the first start makes one. */
abstract class PeopleScene {

    static final String PASSWORD = "correct horse battery";
    static final String ADDRESS = "127.0.0.1";

    final InMemoryPeopleStore store = new InMemoryPeopleStore();
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    @TempDir
    Path home;

    PeopleService people;

    @BeforeEach
    void start() {
        people = open();
    }

    /** As after a restart. */
    PeopleService open() {
        // Cheap parameters: what is tested is not the price of a hash.
        return new PeopleService(store, clock, new Passwords(64, 1), new InitialPassword(home.resolve("secrets")));
    }

    Path initialPassword() {
        return home.resolve("secrets").resolve(InitialPassword.FILE);
    }

    String firstPassword() throws IOException {
        return Files.readString(initialPassword()).strip();
    }
}
