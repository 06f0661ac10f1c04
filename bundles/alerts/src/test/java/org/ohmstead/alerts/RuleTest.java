package org.ohmstead.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ohmstead.alerts.Rule.Times;
import org.ohmstead.alerts.store.InMemoryAlertStore;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts.AlertEnded;
import org.ohmstead.api.journal.Facts.AlertRaised;
import org.ohmstead.api.journal.Facts.AlertRaised.Occasion;
import org.ohmstead.api.model.StoreUnavailable;

/** Minute by minute: what is wrong, and what is said of it. */
class RuleTest {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
    private static final Times TIMES =
            new Times(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(24));

    private final List<Fact> said = new ArrayList<>();
    private final InMemoryAlertStore store = new InMemoryAlertStore(said::add);
    private Rule rule = new Rule("silent", Subject.SILENT, TIMES, store, Details.NONE);
    private int minute;

    /** The same is wrong for some minutes. */
    private void wrong(int minutes, String... stations) {
        for (int i = 0; i < minutes; i++) {
            rule.look(Set.of(stations), T0.plus(Duration.ofMinutes(minute++)));
        }
    }

    private List<Occasion> occasions() {
        return said.stream()
                .filter(AlertRaised.class::isInstance)
                .map(fact -> ((AlertRaised) fact).occasion())
                .toList();
    }

    @Test
    void whatIsShortlyWrongIsNotSaid() {
        wrong(10, "CP-1");
        wrong(1);
        wrong(10, "CP-1");

        assertThat(said).isEmpty();
    }

    @Test
    void whatIsWrongLongEnoughIsSaidOnceAndItsEndToo() {
        wrong(60, "CP-1");
        wrong(10);

        assertThat(said)
                .containsExactly(
                        new AlertRaised(
                                "silent",
                                Occasion.BEGAN,
                                "1 station is silent: CP-1",
                                1,
                                List.of("CP-1"),
                                T0,
                                List.of()),
                        new AlertEnded("silent", "Over: no station is silent any more", T0));
    }

    @Test
    void aThousandAtOnceAreOneMessage() {
        String[] all = IntStream.range(1000, 2000).mapToObj(i -> "CP-" + i).toArray(String[]::new);
        wrong(120, all);

        assertThat(said).hasSize(1);
        AlertRaised alert = (AlertRaised) said.getFirst();
        assertThat(alert.count()).isEqualTo(1_000);
        assertThat(alert.affected()).hasSize(20);
        assertThat(alert.message())
                .startsWith("1000 stations are silent: CP-1000, ")
                .endsWith(" and 990 more");
    }

    @Test
    void aThousandOneAfterTheOtherAreAMessageEachQuarterOfAnHourAtMost() {
        Set<String> silent = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            silent.add("CP-" + (1000 + i));
            wrong(1, silent.toArray(String[]::new));
        }

        assertThat(said).hasSizeBetween(60, 67);
        assertThat(occasions()).first().isEqualTo(Occasion.BEGAN);
        assertThat(occasions().subList(1, occasions().size())).containsOnly(Occasion.GREW);
    }

    @Test
    void whatFlapsIsOneIncident() {
        wrong(11, "CP-1");
        for (int i = 0; i < 50; i++) {
            wrong(4);
            wrong(4, "CP-1");
        }

        assertThat(occasions()).containsExactly(Occasion.BEGAN);
        assertThat(said).hasSize(1);
    }

    @Test
    void whatLastsIsSaidAgainADayLater() {
        wrong(3 * 24 * 60, "CP-1");

        assertThat(occasions()).containsExactly(Occasion.BEGAN, Occasion.LASTS, Occasion.LASTS);
    }

    @Test
    void anotherOneIsSaidOfTheSameIncident() {
        wrong(30, "CP-1");
        wrong(30, "CP-1", "CP-2");

        assertThat(occasions()).containsExactly(Occasion.BEGAN, Occasion.GREW);
        assertThat(((AlertRaised) said.getLast()).message()).isEqualTo("2 stations are silent: CP-1, CP-2");
        assertThat(((AlertRaised) said.getLast()).since()).isEqualTo(T0);
    }

    @Test
    void aRestartSaysNothingTwiceAndTheEndIsStillSaid() {
        wrong(20, "CP-1");
        rule = new Rule("silent", Subject.SILENT, TIMES, store, Details.NONE);
        wrong(60, "CP-1");
        assertThat(said).hasSize(1);

        wrong(10);
        assertThat(said).hasSize(2).last().isInstanceOf(AlertEnded.class);
    }

    @Test
    void whatCouldNotBeStoredIsSaidAtTheNextLook() {
        var broken = new boolean[] {true};
        rule = new Rule(
                "silent",
                Subject.SILENT,
                TIMES,
                new InMemoryAlertStore(fact -> {
                    if (broken[0]) {
                        throw new StoreUnavailable("The database cannot be opened", false, null);
                    }
                    said.add(fact);
                }),
                Details.NONE);
        for (int i = 0; i < 15; i++) {
            try {
                wrong(1, "CP-1");
            } catch (StoreUnavailable e) {
                assertThat(said).isEmpty();
            }
        }
        broken[0] = false;
        minute++;
        wrong(1, "CP-1");

        assertThat(occasions()).containsExactly(Occasion.BEGAN);
    }
}
