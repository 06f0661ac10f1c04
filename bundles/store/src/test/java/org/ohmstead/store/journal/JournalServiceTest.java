package org.ohmstead.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.ohmstead.store.OpenStore.T0;
import static org.ohmstead.store.Statements.first;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Facts.ReadingsStored;
import org.ohmstead.api.journal.Facts.ServerStarted;
import org.ohmstead.api.journal.Facts.ServerStopped;
import org.ohmstead.api.journal.Facts.StationConnected;
import org.ohmstead.api.journal.Facts.StationDisconnected;
import org.ohmstead.api.journal.Facts.TokenChanged;
import org.ohmstead.api.journal.Journal.Subscription;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.journal.UnknownFact;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

/** What was appended is read as it was, and who listens hears of it. */
class JournalServiceTest extends JournalScene {

    @Test
    void theServersOwnComingAndGoingIsThere() {
        restart();

        assertThat(store.entries())
                .extracting(JournalEntry::fact)
                .containsExactly(
                        new ServerStarted("1.2.3", Optional.empty()),
                        new ServerStopped(),
                        new ServerStarted("1.2.3", Optional.of(T0)));
    }

    @Test
    void anEntrySaysWhenWhereAndOfWhom() {
        append(new StationConnected("ocpp1.6"), CP1, Optional.of(T0.minusSeconds(5)));

        assertThat(store.entries())
                .last()
                .isEqualTo(new JournalEntry(
                        new JournalPosition(1, 2),
                        Optional.of(T0.minusSeconds(5)),
                        T0,
                        SiteId.DEFAULT,
                        Optional.of(CP1),
                        new StationConnected("ocpp1.6")));
        assertThat(store.journal().head()).isEqualTo(new JournalPosition(1, 2));
    }

    @Test
    void readingsOfManyStationsShareARowAndComeApartAgain() {
        appendTogether(
                readings(CP1, 1),
                readings(CP2, 2),
                entry(CP1, new StationConnected("a")),
                readings(CP2, 3),
                readings(CP1, 4));

        assertThat(store.entries().subList(1, 6))
                .extracting(
                        entry -> entry.station().orElseThrow(),
                        JournalEntry::kind,
                        entry -> entry.position().seq())
                .containsExactly(
                        tuple(CP1, "ReadingsStored", 2L),
                        tuple(CP2, "ReadingsStored", 3L),
                        tuple(CP2, "ReadingsStored", 4L),
                        tuple(CP1, "StationConnected", 5L),
                        tuple(CP1, "ReadingsStored", 6L));
        assertThat(store.journal().head().seq()).isEqualTo(6);
    }

    @Test
    void readingMayBeginAndEndInTheMiddleOfASharedRow() {
        appendTogether(readings(CP1, 1), readings(CP2, 2), readings(CP1, 3));

        assertThat(store.journal().read(new JournalPosition(1, 2), 1))
                .singleElement()
                .satisfies(entry ->
                        assertThat(((ReadingsStored) entry.fact()).count()).isEqualTo(2));
    }

    @Test
    void aStationsOwnJournalIsReadFromBothEnds() {
        append(new StationConnected("one"), CP1, Optional.empty());
        append(new StationConnected("other"), CP2, Optional.empty());
        append(new StationDisconnected("two"), CP1, Optional.empty());
        appendTogether(readings(CP1, 1));

        assertThat(store.journal().read(CP1, BEGIN, 10))
                .extracting(JournalEntry::fact)
                .containsExactly(new StationConnected("one"), new StationDisconnected("two"));
        assertThat(store.journal().latest(CP1, 1))
                .extracting(JournalEntry::fact)
                .containsExactly(new StationDisconnected("two"));
    }

    @Test
    void aStationsOwnJournalIsReadBackwardsFromAPositionAndFromATime() {
        for (int hour = 0; hour < 4; hour++) {
            appendTogether(
                    received(T0.plus(Duration.ofHours(hour)), CP1, "one " + hour),
                    received(T0.plus(Duration.ofHours(hour)), CP2, "other " + hour));
        }
        JournalPosition second = store.journal().read(CP1, BEGIN, 10).get(1).position();
        assertThat(store.journal().latest(CP1, second, 10))
                .extracting(JournalEntry::fact)
                .containsExactly(new StationConnected("one 1"), new StationConnected("one 0"));

        JournalPosition before = store.journal().lastBefore(T0.plus(Duration.ofHours(2)));
        assertThat(store.journal().latest(CP1, before, 1))
                .extracting(JournalEntry::fact)
                .containsExactly(new StationConnected("one 1"));
        assertThat(store.journal().lastBefore(T0.plus(Duration.ofDays(1))))
                .isEqualTo(store.journal().head());
        assertThat(store.journal().latest(CP1, store.journal().lastBefore(Instant.EPOCH), 10))
                .isEmpty();
    }

    private Append received(Instant at, StationId station, String protocol) {
        return store.service().entry(Optional.empty(), at, station, new StationConnected(protocol));
    }

    @Test
    void noPageIsLongerThanAThousand() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.journal().read(BEGIN, 1_001));
    }

    @Test
    void theJournalHoldsANumberInPlaceOfTheTokenAndForgetsAnErasedPerson() {
        IdToken card = IdToken.of("04SECRET");
        append(new TokenChanged(Optional.of(card), true, Optional.empty()), CP1, Optional.empty());
        assertThat(store.facts()).containsExactly(new TokenChanged(Optional.of(card), true, Optional.empty()));
        String raw = store.service().readers().read(statements -> {
            PreparedStatement query = statements.prepare("select pack from journal where kind = 'TokenChanged'");
            return first(query, row -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                    .orElseThrow();
        });
        assertThat(raw).contains("idToken").doesNotContain("SECRET");

        store.service()
                .writer()
                .write(
                        work -> work.execute(
                                work.prepare(
                                        "update id_token set token_value = null, folded_value = null where folded_value = '04SECRET'")));
        restart();
        assertThat(store.facts()).containsExactly(new TokenChanged(Optional.empty(), true, Optional.empty()));
    }

    @Test
    void aKindNobodyKnowsAnyMoreIsReadAsItIs() {
        Append foreign = new Append(
                Optional.empty(), T0, SiteId.DEFAULT, Optional.empty(), "CoffeeMade", 3, "{\"cups\":2}", false);
        appendTogether(foreign);

        assertThat(store.facts()).containsExactly(new UnknownFact("CoffeeMade", 3, "{\"cups\":2}"));
        assertThat(store.entries().getLast().kind()).isEqualTo("CoffeeMade");
    }

    @Test
    void aRowWithItsFactAsTextIsStillRead() {
        append(new StationConnected("now"), CP1, Optional.of(T0));
        store.service()
                .writer()
                .write(work ->
                        work.execute(work.prepare("insert into journal (seq, facts, epoch, station_time, received_at,"
                                + " site, station, kind, version, fact) values (-1, 1, 1, 0, 0, 'default', 'CP-1',"
                                + " 'StationConnected', 1, '{\"protocol\":\"then\"}')")));

        assertThat(store.journal().latest(CP1, 2))
                .extracting(JournalEntry::fact, JournalEntry::stationTime)
                .containsExactly(
                        tuple(new StationConnected("now"), Optional.of(T0)),
                        tuple(new StationConnected("then"), Optional.of(Instant.EPOCH)));
    }

    @Test
    void aLiveScreenHearsOfEachCommitUntilItClosesAndItsFaultsHarmNobody() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        store.journal().onAppend(() -> {
            throw new IllegalStateException("a broken screen");
        });
        Subscription screen = store.journal().onAppend(heard::countDown);
        append(new StationConnected("one"), CP1, Optional.empty());

        assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
        screen.close();
    }

    @Test
    void aListenerWithoutItsClassesIsNotCalledAgainAndNobodyElseNotices() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        store.journal().onAppend(() -> {
            calls.incrementAndGet();
            throw new NoClassDefFoundError("a plugin that is gone");
        });
        BlockingQueue<Boolean> heard = new LinkedBlockingQueue<>();
        store.journal().onAppend(() -> heard.add(true));
        append(new StationConnected("one"), CP1, Optional.empty());
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
        append(new StationConnected("two"), CP1, Optional.empty());

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(calls).hasValue(1);
    }

    @Test
    void aListenerThatBlocksDoesNotStopTheStore() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        store.journal().onAppend(() -> {
            called.countDown();
            while (hold.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        append(new StationConnected("one"), CP1, Optional.empty());
        called.await();
        append(new StationConnected("two"), CP1, Optional.empty());
        hold.countDown();

        assertThat(store.facts()).hasSize(2);
    }
}
