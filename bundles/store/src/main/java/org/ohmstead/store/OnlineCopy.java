package org.ohmstead.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.ohmstead.api.database.DamagedDatabase;
import org.ohmstead.api.database.DatabaseCopy;
import org.ohmstead.api.database.DatabaseEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the database on a connection and a thread of its own, beside the writer. */
final class OnlineCopy implements DatabaseCopy {

    private static final Logger LOG = LoggerFactory.getLogger(OnlineCopy.class);

    private final DatabaseEngine engine;
    private final DataSource source;
    private final Path folder;
    private final AtomicBoolean underWay = new AtomicBoolean();

    OnlineCopy(DatabaseEngine engine, DataSource source, Path home) {
        this.engine = engine;
        this.source = source;
        this.folder = home.resolve(FOLDER);
    }

    @Override
    public void make() {
        if (!underWay.compareAndSet(false, true)) {
            throw new IllegalStateException("another copy of the database is being made; wait until it is done");
        }
        try {
            // Whoever asks may be a virtual thread that is interrupted, which the database must not notice.
            CompletableFuture.runAsync(
                            this::copy,
                            task -> Thread.ofPlatform().name("store-copy").start(task))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalStateException told) {
                throw told;
            }
            throw e;
        } finally {
            underWay.set(false);
        }
    }

    private void copy() {
        long began = System.nanoTime();
        try {
            delete(folder);
            Files.createDirectories(folder);
            try (Connection connection = source.getConnection()) {
                engine.copyTo(connection, folder);
            }
            LOG.info(
                    "The database was copied for a backup in {} ms.",
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
        } catch (IOException | SQLException | UnsupportedOperationException e) {
            LOG.warn("The database could not be copied for a backup.", e);
            clean();
            if (e instanceof SQLException error && engine.damaged(error)) {
                throw new DamagedDatabase("part of the database cannot be read: " + e.getMessage(), e);
            }
            throw new IllegalStateException("the database cannot be copied to " + folder + ": " + e.getMessage(), e);
        }
    }

    private void clean() {
        try {
            delete(folder);
        } catch (IOException e) {
            LOG.warn("An incomplete copy of the database is left in {}; delete it.", folder, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
