package org.ohmstead.rest.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.csms.TransactionHistory.LiveReading;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.House;

/** The live stream, read as a browser reads it. */
@Timeout(60)
class LiveTest extends LiveHouse {

    private Stream watch(String topics) throws IOException, InterruptedException {
        return new Stream(stream(OPERATOR, topics));
    }

    /** Events as lines of name and data; comments are left out. */
    private static final class Stream implements AutoCloseable {

        private final Scanner scanner;

        Stream(Scanner scanner) {
            this.scanner = scanner.useDelimiter("\n\n");
        }

        String next() {
            while (scanner.hasNext()) {
                String block = scanner.next();
                if (block.startsWith("event: ")) {
                    return block.substring("event: ".length()).replace("\ndata: ", " ");
                }
            }
            return "over";
        }

        @Override
        public void close() {
            scanner.close();
        }
    }

    private Transaction running(String station) {
        var transaction = new Transaction(
                new TransactionId(1),
                new StationId(station),
                SiteId.DEFAULT,
                Connector.of(1),
                "17",
                Optional.empty(),
                AuthorizationStatus.ACCEPTED,
                House.NOW,
                House.NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        house.transactions.put(transaction.id(), transaction);
        return transaction;
    }

    private static Facts.TransactionFlagged changed(Transaction transaction) {
        return new Facts.TransactionFlagged(transaction.id(), Set.of());
    }

    private static LiveReading reading(String station, TransactionId transaction) {
        return new LiveReading(
                new StationId(station),
                Connector.of(1),
                Optional.of(transaction),
                new Reading(
                        new MeterValue(House.NOW, List.of()),
                        House.NOW,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void oneTakesNotAllPlaces() throws Exception {
        List<Stream> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                open.add(watch("stations"));
            }
            Reply refused = get("/api/v1/events?topics=stations");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("/detail")).contains("too many");

            open.add(new Stream(stream(READ_ONLY, "stations")));
        } finally {
            for (Stream stream : open) {
                stream.close();
            }
        }
    }

    @Test
    void theOverviewComesAtOnceAndAgainWhenItChanged() throws Exception {
        try (Stream stream = watch("overview")) {
            assertThat(stream.next()).startsWith("overview ").contains("\"stations\":0");

            house.station("CP-1");

            assertThat(stream.next()).startsWith("overview ").contains("\"stations\":1");
        }
    }

    @Test
    void whatChangesComesInTheOrderOfTheJournal() throws Exception {
        StationId station = house.station("CP-1");
        Transaction transaction = running("CP-1");
        try (Stream stream = watch("stations,transactions,journal:CP-1")) {
            house.append(Optional.of(station), House.stationFact());
            assertThat(stream.next()).startsWith("entry ").contains("StationConnected");
            assertThat(stream.next()).startsWith("station ").contains("\"id\":\"CP-1\"");

            house.append(Optional.of(new StationId("CP-2")), House.stationFact());
            assertThat(stream.next()).isEqualTo("station-removed {\"id\":\"CP-2\"}");

            house.append(Optional.of(new StationId("CP-2")), changed(transaction));
            assertThat(stream.next())
                    .startsWith("transaction ")
                    .contains(transaction.id().toString());
        }
    }

    /** As the register does it: first the store, then memory. */
    @RepeatedTest(5)
    void whatIsStoredBeforeItIsInMemoryIsToldAsItIsThen() throws Exception {
        StationId station = house.station("CP-1");
        try (Stream stream = watch("stations")) {
            await(house::isListening);
            house.append(Optional.of(station), new Facts.StationRemoved());
            house.registered.remove(station);

            assertThat(stream.next()).isEqualTo("station-removed {\"id\":\"CP-1\"}");
        }
    }

    @Test
    void whoWatchesTheInboxIsToldOnceThatItMayHaveChanged() throws Exception {
        StationId station = house.station("CP-1");
        try (Stream stream = watch("reviews,station:CP-1")) {
            await(house::isListening);
            house.append(Optional.of(station), House.stationFact());
            assertThat(stream.next()).startsWith("station ");

            house.append(
                    Optional.of(station),
                    new Facts.TransactionUnmatched(
                            "Ended", "-1", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
            assertThat(stream.next()).isEqualTo("reviews {}");
            assertThat(stream.next()).startsWith("station ");
        }
    }

    @Test
    void oneSeesOnlyWhatOneAskedFor() throws Exception {
        house.station("CP-1");
        house.station("CP-2");
        try (Stream stream = watch("station:CP-1")) {
            await(house::isListening);
            house.append(Optional.of(new StationId("CP-2")), House.stationFact());
            house.append(Optional.of(new StationId("CP-1")), House.stationFact());

            assertThat(stream.next()).startsWith("station ").contains("\"id\":\"CP-1\"");
        }
    }

    @Test
    void framesAndReadingsComeAsTheyAre() throws Exception {
        Transaction transaction = running("CP-1");
        try (Stream stream = watch("frames:CP-1,transaction:" + transaction.id())) {
            await(() -> !house.frameViewers.isEmpty() && !house.readingViewers.isEmpty());
            house.readingViewers.forEach(viewer -> viewer.accept(reading("CP-1", new TransactionId(99))));
            house.readingViewers.forEach(viewer -> viewer.accept(reading("CP-1", transaction.id())));
            house.says("CP-1", "[2,\"1\",\"Heartbeat\",{}]\n", "shortened");

            assertThat(stream.next())
                    .startsWith("reading ")
                    .contains(transaction.id().toString());
            assertThat(stream.next())
                    .startsWith("frame ")
                    .contains("\"text\":\"[2,\\\"1\\\",\\\"Heartbeat\\\",{}]\\n\"");
        }
    }

    @Test
    void aViewerThatLeavesLeavesNothingBehind() throws Exception {
        Stream stream = watch("frames:CP-1,readings:CP-1");
        await(() -> !house.frameViewers.isEmpty() && !house.readingViewers.isEmpty());

        stream.close();

        await(() -> {
            // Writing is how a server notices.
            house.says("CP-1", "[]", "[]");
            return house.frameViewers.isEmpty() && house.readingViewers.isEmpty();
        });
    }

    @Test
    void theStreamEndsWithTheSession() throws Exception {
        try (Stream stream = watch("stations")) {
            people.revoke(OPERATOR);

            assertThat(stream.next()).isEqualTo("end {}");
            assertThat(stream.next()).isEqualTo("over");
        }
    }

    @Test
    void theStreamEndsWithTheBundle() throws Exception {
        try (Stream stream = watch("stations")) {
            resource.close();

            assertThat(stream.next()).isEqualTo("over");
        }
    }

    @Test
    void whoReadsTooSlowlyIsToldHowMuchIsMissing() throws InterruptedException {
        var viewer = new Viewer();
        for (int i = 0; i < Viewer.MOST + 7; i++) {
            viewer.offer("frame", i);
        }
        List<Viewer.Event> read = new ArrayList<>();
        for (int i = 0; i < Viewer.MOST; i++) {
            read.add(viewer.take(Duration.ZERO).orElseThrow());
        }
        viewer.offer("frame", "late");

        assertThat(read).extracting(Viewer.Event::data).startsWith(0, 1, 2).endsWith(Viewer.MOST - 1);
        assertThat(viewer.take(Duration.ZERO).orElseThrow().toString()).contains("dropped", "count=7");
        assertThat(viewer.take(Duration.ZERO).orElseThrow().data()).isEqualTo("late");
        assertThat(viewer.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void topicsNobodyKnowsAreRefused() {
        for (String topics :
                List.of("", "everything", "frames", "frames:", "frames:not%20ok", "transaction:1", "overview,")) {
            assertThat(get("/api/v1/events?topics=" + topics).status())
                    .as(topics)
                    .isIn(400, 404);
        }
        assertThat(get("/api/v1/events").status()).isEqualTo(400);
    }

    @Test
    void whoOnlySeesSeesTheFramesOfAStationAsTheyMayBeKept() throws Exception {
        try (Scanner seen = stream(READ_ONLY, "frames:CP-1");
                Scanner seenByOperator = stream(OPERATOR, "frames:CP-1")) {
            await(() -> house.frameViewers.size() == 2);

            house.says("CP-1", "04A1B2C3", "04A1***");

            assertThat(seen.findWithinHorizon("data: .*04A1.*", 0)).contains("04A1***");
            assertThat(seenByOperator.findWithinHorizon("data: .*04A1.*", 0)).contains("04A1B2C3");
        }
    }
}
