package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.simulator.ledger.Delivery;
import org.ohmstead.simulator.ledger.Entry;
import org.ohmstead.simulator.ledger.Ledger;
import tools.jackson.databind.JsonNode;

/**
 * What the server believes of odd stations, beside the truth. They told it wrong times, numbers and registers, so entries are
 * found by their transaction or counted, and an energy may be held for review instead of being right.
 */
final class OddBooks {

    private static final double ROUNDING_WH = 1;

    private final Rest rest;
    private final Books books;
    private final Set<String> reviewed = new HashSet<>();

    OddBooks(Rest rest, Books books) throws IOException, InterruptedException {
        this.rest = rest;
        this.books = books;
        for (JsonNode review : rest.all("/reviews")) {
            reviewed.add(review.get("id").asString());
        }
    }

    void compare(String station, String oddity, Ledger ledger) throws IOException, InterruptedException {
        Set<String> started = new HashSet<>();
        for (Entry.Start start : of(station, ledger.acknowledged(Entry.Start.class))) {
            String id = start.transaction().orElseThrow();
            assertThat(started.add(id))
                    .as("%s: one number for one start, %s", oddity, start)
                    .isTrue();
            assertThat(books.count("start", station, id))
                    .as("%s: %s", oddity, start)
                    .isEqualTo(1);
        }
        assertThat(books.count("stops", station))
                .as("%s: every acknowledged stop is an end or an unmatched report, once", oddity)
                .isBetween(
                        of(station, ledger.acknowledged(Entry.Stop.class)).size(),
                        of(station, ledger.acknowledged(Entry.Stop.class)).size()
                                + of(station, ledger.unanswered(Entry.Stop.class))
                                        .size());
        assertThat(books.transactions().values().stream()
                        .filter(stored -> stored.get("station").asString().equals(station)))
                .as("%s: no transaction that never was", oddity)
                .hasSameSizeAs(started);
        for (Delivery delivery : ledger.deliveries()) {
            if (delivery.station().equals(station) && delivery.transaction().isPresent()) {
                compare(delivery, oddity);
            }
        }
    }

    private void compare(Delivery truth, String oddity) throws IOException, InterruptedException {
        JsonNode stored = books.transactions()
                .get(Books.key(truth.station(), truth.transaction().orElseThrow()));
        assertThat(stored).as("%s: %s", oddity, truth).isNotNull();
        Optional<Double> believed = stored.hasNonNull("energyWh")
                ? Optional.of(stored.get("energyWh").asDouble())
                : Optional.empty();
        boolean waits = stored.get("open").asBoolean()
                || believed.isEmpty()
                || reviewed.contains(stored.get("id").asString());
        if (!waits) {
            assertThat(believed.orElseThrow())
                    .as("%s: believed without a doubt, %s, %s", oddity, truth, stored)
                    .isBetween(truth.energyWh() - ROUNDING_WH, truth.energyWh() + ROUNDING_WH);
        }
        Set<String> readings = new HashSet<>();
        for (JsonNode reading : rest.all("/transactions/" + stored.get("id").asString() + "/readings")) {
            assertThat(readings.add(reading.get("at").asString() + " " + reading.path("energyWh")))
                    .as("%s: stored once, %s", oddity, reading)
                    .isTrue();
        }
    }

    private static <T extends Entry> List<T> of(String station, List<T> entries) {
        return entries.stream().filter(entry -> entry.station().equals(station)).toList();
    }
}
