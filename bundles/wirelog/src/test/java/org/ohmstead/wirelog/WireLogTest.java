package org.ohmstead.wirelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.ohmstead.wirelog.Wire.CP_1;
import static org.ohmstead.wirelog.Wire.CP_2;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.csms.WireLog.Query;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.wirelog.LogFiles.LogFile;

/** Written, cut, bounded and searched, beat by beat. */
@Timeout(60)
class WireLogTest {

    private static final long PLENTY = 1L << 30;

    @TempDir
    private Path home;

    private final Wire wire = new Wire();
    private final Spool spool = new Spool(100_000);
    private LogFiles files;
    private LogWriter writer;

    private void open(int days, long bytes) {
        files = new LogFiles(home.resolve("wirelog"));
        writer = new LogWriter(files, () -> PLENTY, spool, new LogWriter.Keep(days, bytes, 0), wire.clock);
    }

    private void open() {
        open(7, PLENTY);
    }

    @AfterEach
    void close() throws IOException {
        writer.close();
    }

    private void says(StationId station, String... texts) {
        for (String text : texts) {
            spool.put(wire.frame(station, text));
        }
        writer.drain();
    }

    private Page<SeenFrame> search(Optional<StationId> station, Instant from, Instant to, Page.Request request) {
        return new Search(new Query(station, from, to), request, PLENTY).in(files);
    }

    private List<String> all(StationId station) {
        return search(Optional.of(station), Instant.EPOCH, Instant.MAX, Page.Request.first(1_000)).items().stream()
                .map(SeenFrame::text)
                .toList();
    }

    @Test
    void whatWasSaidIsFoundByStationInItsOrder() {
        open();
        says(CP_1, "[2,\"1\",\"A\",{}]", "[2,\"2\",\"B\",{ \"a\" :\n 1}]");
        says(CP_2, "[2,\"1\",\"A\",{\"of\":\" CP-1 \"}]");

        assertThat(all(CP_1)).containsExactly("[2,\"1\",\"A\",{}]", "[2,\"2\",\"B\",{ \"a\" :  1}]");
        assertThat(all(new StationId("CP"))).isEmpty();
        assertThat(search(Optional.empty(), Instant.EPOCH, Instant.MAX, Page.Request.first(10))
                        .items())
                .hasSize(3)
                .first()
                .isEqualTo(new SeenFrame(CP_1, wire.clock.instant(), true, "[2,\"1\",\"A\",{}]"));
    }

    @Test
    void aFileThatCannotBeWrittenIsNotKeptOpen() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "a device that is always full");
        open();
        Files.createSymbolicLink(files.begin(wire.clock.instant()), full);
        says(CP_1, "no room for it");

        assertThat(writer.failedAt()).isPresent();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.filter(file -> isLinkTo(file, full))).isEmpty();
        }
    }

    private static boolean isLinkTo(Path link, Path target) {
        try {
            return Files.readSymbolicLink(link).equals(target);
        } catch (IOException e) {
            return false; // the folder itself, closed meanwhile
        }
    }

    @Test
    void nothingSecretComesToDisk() throws IOException {
        open();
        says(CP_1, "my secret");
        writer.close();

        assertThat(all(CP_1)).containsExactly("my ***");
    }

    @Test
    void onlyTheTimeAskedForIsFound() {
        open();
        Instant start = wire.clock.instant();
        for (int i = 0; i < 10; i++) {
            says(CP_1, "frame " + i);
            wire.wait(Duration.ofMinutes(1));
        }

        assertThat(search(Optional.of(CP_1), start.plusSeconds(120), start.plusSeconds(240), Page.Request.first(10))
                        .items())
                .extracting(SeenFrame::text)
                .containsExactly("frame 2", "frame 3");
    }

    @Test
    void pagesGoOnWhereTheLastEndedAlsoFromOneDayToTheNext() {
        open();
        for (int i = 0; i < 25; i++) {
            says(CP_1, "frame " + i);
            says(CP_2, "other");
            wire.wait(Duration.ofMinutes(10));
        }
        List<String> read = new ArrayList<>();
        Page<SeenFrame> page;
        Optional<String> after = Optional.empty();
        do {
            page = search(Optional.of(CP_1), Instant.EPOCH, Instant.MAX, new Page.Request(after, 5));
            assertThat(page.items()).hasSize(5);
            page.items().forEach(frame -> read.add(frame.text()));
            after = page.next();
        } while (after.isPresent());

        assertThat(files.all()).hasSize(2);
        assertThat(read).hasSize(25).startsWith("frame 0", "frame 1").endsWith("frame 24");
    }

    @Test
    void aPageThatReadMuchEndsEarlyAndTheNextGoesOn() {
        open(365, PLENTY);
        for (int i = 0; i < 50; i++) {
            says(CP_2, "x".repeat(100));
            wire.wait(Duration.ofDays(1));
        }
        says(CP_1, "at last");
        var query = new Query(Optional.of(CP_1), Instant.EPOCH, Instant.MAX);

        Page<SeenFrame> page = new Search(query, Page.Request.first(10), 1_000).in(files);
        int pages = 1;
        while (page.items().isEmpty() && page.next().isPresent()) {
            page = new Search(query, new Page.Request(page.next(), 10), 1_000).in(files);
            pages++;
        }

        assertThat(page.items()).extracting(SeenFrame::text).containsExactly("at last");
        assertThat(pages).isBetween(5, 10);
    }

    /** It is unpacked all the same. */
    @Test
    void whatAPagePassesOverCountsAsRead() {
        open();
        for (int i = 0; i < 30; i++) {
            says(CP_1, "x".repeat(100) + i);
        }
        var query = new Query(Optional.of(CP_1), Instant.EPOCH, Instant.MAX);
        List<Integer> pages = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<SeenFrame> page = new Search(query, new Page.Request(after, 20), 1_000).in(files);
            pages.add(page.items().size());
            after = page.next();
        } while (after.isPresent());

        assertThat(pages.getFirst()).isBetween(5, 10);
        assertThat(pages.subList(1, pages.size())).allMatch(found -> found == 1);
        assertThat(pages.stream().mapToInt(Integer::intValue).sum()).isEqualTo(30);
    }

    @Test
    void aPlaceThatNeverWasIsRefused() {
        open();
        for (String place :
                new String[] {"x", "../../etc/passwd:1", "2026-11-29/00-00-00.000:x", ":", "2026-11-29:1"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Search(
                            new Query(Optional.empty(), Instant.EPOCH, Instant.MAX),
                            new Page.Request(Optional.of(place), 10),
                            PLENTY));
        }
    }

    @Test
    void whatWasDrainedSurvivesAKillAndTheNextServerGoesOnBesideIt() throws IOException {
        open();
        says(CP_1, "before the kill");
        // Neither closed nor finished: so it lies there when the process is gone.
        open();
        wire.wait(Duration.ofSeconds(5));
        says(CP_1, "after it");

        assertThat(files.all()).hasSize(2);
        assertThat(all(CP_1)).containsExactly("before the kill", "after it");
    }

    @Test
    void aFileCutAnywhereIsReadUpToTheCut() throws IOException {
        open();
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            says(CP_1, "frame " + i + " " + Long.toHexString(random.nextLong()));
        }
        Path file = files.all().getFirst().path();
        int last = 200;
        for (long length = Files.size(file); length >= 0; length -= 97) {
            try (var cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(length);
            }
            List<String> left = all(CP_1).stream()
                    .filter(text -> text.matches("frame \\d+ [0-9a-f]{12,}"))
                    .toList();
            assertThat(left.size()).isLessThanOrEqualTo(last);
            for (int i = 0; i < left.size(); i++) {
                assertThat(left.get(i)).startsWith("frame " + i + " ");
            }
            if (length > 1_000) {
                assertThat(left).isNotEmpty();
            }
            last = left.size();
        }
        assertThat(last).isZero();
    }

    @Test
    void aFullSpoolDropsAndCountsAndNobodyWaits() {
        open();
        for (int i = 0; i < 1_000; i++) {
            spool.put(wire.frame(CP_1, "x".repeat(800)));
        }

        assertThat(spool.dropped()).isEqualTo(900);
        writer.drain();
        assertThat(all(CP_1)).hasSize(100);
        says(CP_1, "room again");
        assertThat(all(CP_1)).hasSize(101).endsWith("room again");
    }

    @Test
    void whatTheDialectCannotHideIsLostAndTheRestIsKept() {
        open();
        says(CP_1, "explodes", "goes on", "outlived its dialect", "and on");

        assertThat(all(CP_1)).containsExactly("goes on", "and on");
        assertThat(spool.dropped()).isEqualTo(2);
    }

    @Test
    void aDiskThatRefusesIsSaidAndTriedAgainAMinuteLater() throws IOException {
        Files.createFile(home.resolve("wirelog"));
        open();
        says(CP_1, "one", "two");
        assertThat(writer.failedAt()).isPresent();
        assertThat(spool.dropped()).isEqualTo(2);

        Files.delete(home.resolve("wirelog"));
        says(CP_1, "still waiting");
        wire.wait(Duration.ofSeconds(61));
        says(CP_1, "again");

        assertThat(writer.failedAt()).isEmpty();
        assertThat(all(CP_1)).containsExactly("again");
    }

    @Test
    void aNewDayIsANewFolderAndOldDaysGo() {
        open(2, PLENTY);
        for (int day = 0; day < 5; day++) {
            says(CP_1, "day " + day);
            wire.wait(Duration.ofDays(1));
        }

        assertThat(files.all()).extracting(file -> file.name().substring(0, 10)).doesNotContain("2026-11-29");
        assertThat(all(CP_1)).containsExactly("day 2", "day 3", "day 4");
        assertThat(home.resolve("wirelog/2026-11-29")).doesNotExist();

        wire.wait(Duration.ofDays(9));
        writer.prune();
        assertThat(files.all()).isEmpty();
    }

    @Test
    void tooManyBytesCostTheOldest() {
        open(100, 40_000);
        var random = new Random(7);
        for (int day = 0; day < 6; day++) {
            String text = random.ints(10_000, ' ', '~')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            says(CP_1, "day " + day + " " + text);
            wire.wait(Duration.ofDays(1));
        }
        writer.prune();

        assertThat(files.all().stream().mapToLong(LogFile::size).sum()).isLessThanOrEqualTo(40_000);
        assertThat(all(CP_1)).isNotEmpty().allMatch(text -> text.compareTo("day 1") > 0);
        assertThat(all(CP_1).getLast()).startsWith("day 5");
    }

    @Test
    void strangersInTheFolderAreLeftAlone() throws IOException {
        open(1, PLENTY);
        says(CP_1, "ours");
        Path notes = Files.writeString(home.resolve("wirelog/notes.txt"), "call the dealer");
        Path beside = Files.writeString(home.resolve("wirelog/2026-11-29/notes.txt"), "and the landlord");
        wire.wait(Duration.ofDays(5));
        says(CP_1, "later");

        assertThat(notes).exists();
        assertThat(beside).exists();
        assertThat(all(CP_1)).containsExactly("later");
    }
}
