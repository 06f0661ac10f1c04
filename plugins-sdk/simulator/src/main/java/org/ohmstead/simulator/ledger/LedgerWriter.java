package org.ohmstead.simulator.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.ohmstead.simulator.wire.Json;
import tools.jackson.core.JsonGenerator;

/** Ledger lines as JSON, one object a line. */
final class LedgerWriter {

    private final Writer lines;
    private final ReentrantLock writing = new ReentrantLock();

    LedgerWriter(Writer lines) {
        this.lines = lines;
    }

    void write(Entry entry, boolean acknowledged) {
        line(json -> {
            json.writeStringProperty("kind", entry.getClass().getSimpleName());
            json.writeBooleanProperty("acknowledged", acknowledged);
            json.writeStringProperty("station", entry.station());
            json.writeStringProperty("at", entry.at().toString());
            members(entry, json);
        });
    }

    private static void members(Entry entry, JsonGenerator json) {
        switch (entry) {
            case Entry.Boot boot ->
                boot.registration().ifPresent(status -> json.writeStringProperty("registration", status));
            case Entry.Status status -> {
                json.writeNumberProperty("connector", status.connector());
                json.writeStringProperty("status", status.status());
                json.writeStringProperty("errorCode", status.errorCode());
            }
            case Entry.Start start -> {
                json.writeNumberProperty("connector", start.connector());
                json.writeStringProperty("token", start.token());
                json.writeNumberProperty("registerWh", start.registerWh());
                start.transaction().ifPresent(id -> json.writeStringProperty("transaction", id));
            }
            case Entry.Reading reading -> {
                json.writeNumberProperty("connector", reading.connector());
                json.writeNumberProperty("registerWh", reading.registerWh());
                reading.transaction().ifPresent(id -> json.writeStringProperty("transaction", id));
            }
            case Entry.Stop stop -> {
                json.writeNumberProperty("connector", stop.connector());
                json.writeNumberProperty("registerWh", stop.registerWh());
                json.writeStringProperty("reason", stop.reason());
                json.writeStringProperty("transaction", stop.transaction());
            }
        }
    }

    void write(Violation violation) {
        line(json -> {
            json.writeStringProperty("kind", "Violation");
            json.writeStringProperty("station", violation.station());
            json.writeStringProperty("at", violation.at().toString());
            json.writeStringProperty("what", violation.kind().name());
            json.writeStringProperty("detail", violation.detail());
        });
    }

    private void line(Consumer<JsonGenerator> members) {
        var text = Json.object(members) + "\n";
        writing.lock();
        try {
            lines.write(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            writing.unlock();
        }
    }

    void flush() {
        writing.lock();
        try {
            lines.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            writing.unlock();
        }
    }
}
