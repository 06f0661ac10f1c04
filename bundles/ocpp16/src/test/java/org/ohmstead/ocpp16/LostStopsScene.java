package org.ohmstead.ocpp16;

import static org.ohmstead.ocpp16.ScriptedStation.number;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.csms.StationAdmission.Connection;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.testkit.FakeLink;
import org.ohmstead.testkit.InMemoryCsms;

/** Stations that lose a stop, send it without its number, or send it days later, frame by frame. */
abstract class LostStopsScene {

    static final String CARD = "04A1B2C3";

    static final Duration HOUR = Duration.ofHours(1);

    final InMemoryCsms csms = new InMemoryCsms().withStation("CP-1").withToken(CARD);
    final ScriptedStation station = new ScriptedStation(csms, "CP-1");
    Connection connection;

    @BeforeEach
    void comes() {
        connection = csms.connect("CP-1", new FakeLink());
        station.connects();
    }

    /** The server dies and comes back, and so does the station's connection. */
    void serverRestarts() {
        csms.restart();
        comes();
    }

    void goes() {
        connection.closed("The line is dead.");
    }

    /** Time passes, and the server looks for lost stops each minute. */
    void waits(Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            station.waits(Duration.ofMinutes(1));
            csms.looksAtTheTime();
        }
    }

    List<Transaction> transactions() {
        return csms.history()
                .page(Query.all(Scope.ALL).at(new StationId("CP-1")), Page.Request.first(100))
                .items();
    }

    Transaction latest() {
        return transactions().getFirst();
    }

    Ending ending() {
        return latest().ending().orElseThrow();
    }

    List<Review> inbox() {
        return csms.reviews()
                .page(Reviews.Query.all(Scope.ALL), Page.Request.first(100))
                .items();
    }

    List<Evidence> evidence() {
        return csms.reviews().dossier(latest().id()).orElseThrow().evidence();
    }

    /** Charges for an hour, 1 kWh to 8 kWh. */
    long charges() {
        long number = station.starts(CARD, 1_000);
        station.is("Charging");
        waits(HOUR);
        station.meters(number, 8_000);
        return number;
    }
}
