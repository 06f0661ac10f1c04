package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ohmstead.simulator.ledger.Entry;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.ledger.TransactionAccount;
import tools.jackson.databind.JsonNode;

/** The server's books, read over REST after the last crash, beside the stations' ledger. */
final class Books {

    private final Rest rest;
    private final Map<String, Integer> facts = new HashMap<>();
    private final Map<String, JsonNode> transactions = new HashMap<>();
    private final Map<String, Integer> readings = new HashMap<>();

    Books(Rest rest) throws IOException, InterruptedException {
        this.rest = rest;
        long last = 0;
        for (JsonNode entry : rest.all("/journal?after=1:0")) {
            long seq = Long.parseLong(entry.get("position").asString().split(":")[1]);
            assertThat(seq).as("the journal has no gap").isEqualTo(++last);
            count(entry);
        }
        for (JsonNode transaction : rest.all("/transactions")) {
            String key = key(
                    transaction.get("station").asString(),
                    transaction.get("stationTransactionId").asString());
            assertThat(transactions.put(key, transaction))
                    .as("two transactions " + key)
                    .isNull();
        }
    }

    private void count(JsonNode entry) {
        JsonNode fact = entry.get("fact");
        String station = entry.path("station").asString("");
        switch (entry.get("kind").asString()) {
            case "StationBooted" -> add(key("boot", station));
            case "ConnectorStatusChanged", "ConnectorStatusToldLate" ->
                add(key(
                        "status",
                        station,
                        fact.at("/connector/evse")
                                .asString(fact.at("/connector/evse/value").asString("")),
                        fact.get("reported").asString(),
                        millis(entry.get("stationTime").asString())));
            case "TransactionStarted" -> {
                String transaction = fact.get("stationTransactionId").asString();
                add(key("start", station, transaction));
                add(key(
                        "start",
                        station,
                        transaction,
                        millis(entry.get("stationTime").asString())));
            }
            case "TransactionEnded" -> {
                if (!fact.get("estimated").asBoolean()) {
                    add(key("stop", station, fact.get("stationTransactionId").asString()));
                    add(key("stops", station));
                }
            }
            case "TransactionUnmatched" -> {
                if (fact.get("reported").asString().equals("Ended")) {
                    add(key("stops", station));
                }
            }
            default -> {}
        }
    }

    /** Every acknowledged entry is here exactly once, and the energy is the same. */
    void compare(Ledger ledger) throws IOException, InterruptedException {
        Map<String, Integer> boots = new HashMap<>();
        for (Entry entry : ledger.acknowledged()) {
            if (entry instanceof Entry.Boot boot) {
                boots.merge(boot.station(), 1, Integer::sum);
            }
        }
        compare(ledger.acknowledged());
        boots.forEach((station, acknowledged) -> assertThat(facts.getOrDefault(key("boot", station), 0))
                .as("boots of " + station + ": all that were acknowledged, none that was never sent")
                .isBetween(
                        acknowledged,
                        acknowledged
                                + (int) ledger.unanswered(Entry.Boot.class).stream()
                                        .filter(boot -> boot.station().equals(station))
                                        .count()));
        assertEnergy(ledger.transactions());
    }

    /** Each of these is here exactly once; boots are counted elsewhere, since they repeat. */
    void compare(List<Entry> acknowledged) throws IOException, InterruptedException {
        for (Entry entry : acknowledged) {
            switch (entry) {
                case Entry.Boot boot -> {}
                case Entry.Status status ->
                    assertOnce(key(
                            "status",
                            status.station(),
                            "" + status.connector(),
                            status.status(),
                            millis(status.at().toString())));
                case Entry.Start start ->
                    assertOnce(key(
                            "start",
                            start.station(),
                            start.transaction().orElseThrow(),
                            millis(start.at().toString())));
                case Entry.Stop stop -> assertOnce(key("stop", stop.station(), stop.transaction()));
                case Entry.Reading reading -> assertStored(reading);
            }
        }
    }

    private void assertStored(Entry.Reading reading) throws IOException, InterruptedException {
        if (reading.transaction().isEmpty()) {
            return;
        }
        String transaction = key(reading.station(), reading.transaction().get());
        if (!readings.containsKey(transaction)) {
            readings.put(transaction, 0);
            JsonNode stored = transactions.get(transaction);
            assertThat(stored).as("transaction " + transaction).isNotNull();
            for (JsonNode one : rest.all("/transactions/" + stored.get("id").asString() + "/readings")) {
                readings.merge(
                        key(
                                transaction,
                                millis(one.get("at").asString()),
                                one.get("energyWh").asString()),
                        1,
                        Integer::sum);
            }
        }
        String key = key(transaction, millis(reading.at().toString()), "" + reading.registerWh());
        assertThat(readings.getOrDefault(key, 0)).as("reading " + key).isEqualTo(1);
    }

    private void assertEnergy(List<TransactionAccount> accounts) {
        long ended = 0;
        for (TransactionAccount account : accounts) {
            if (account.ended()) {
                ended++;
                JsonNode stored = transactions.get(key(account.station(), account.transaction()));
                assertThat(stored.path("energyWh").asLong(-1))
                        .as("energy of " + account + ", which is stored as " + stored)
                        .isEqualTo(account.energyWh());
            }
        }
        assertThat(ended).as("ended transactions under load").isPositive();
    }

    private void assertOnce(String key) {
        assertThat(facts.getOrDefault(key, 0)).as(key).isEqualTo(1);
    }

    private void add(String key) {
        facts.merge(key, 1, Integer::sum);
    }

    /** The stored transactions, by station and the id on the wire. */
    Map<String, JsonNode> transactions() {
        return transactions;
    }

    /** How many such facts the journal has. */
    int count(String... key) {
        return facts.getOrDefault(key(key), 0);
    }

    private static String millis(String instant) {
        return Instant.parse(instant).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static String key(String... parts) {
        return String.join(" ", parts);
    }
}
