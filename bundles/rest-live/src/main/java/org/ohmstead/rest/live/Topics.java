package org.ohmstead.rest.live;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Problem;

/**
 * What a viewer wants to be told.
 *
 * @param stations of which stations; all where {@code allStations}
 * @param transactions of which transactions; all where {@code allTransactions}
 * @param reviews whether the inbox of what is doubtful may have changed
 * @param journals of which stations the journal; all where {@code wholeJournal}
 */
record Topics(
        boolean overview,
        boolean allStations,
        boolean allTransactions,
        boolean wholeJournal,
        boolean reviews,
        Set<StationId> stations,
        Set<TransactionId> transactions,
        Set<StationId> readings,
        Set<StationId> frames,
        Set<StationId> journals) {

    private static final int MOST = 50;

    /** @throws Problem 400 that names what is not a topic */
    static Topics parse(String text) {
        List<String> words = List.of(text.split(",", -1));
        if (words.size() > MOST) {
            throw Problem.bad("topics", "are at most " + MOST);
        }
        Set<String> plain = new HashSet<>();
        Set<StationId> stations = new HashSet<>();
        Set<TransactionId> transactions = new HashSet<>();
        Set<StationId> readings = new HashSet<>();
        Set<StationId> frames = new HashSet<>();
        Set<StationId> journals = new HashSet<>();
        for (String word : words) {
            // An id may have a colon of its own.
            int colon = word.indexOf(':');
            String of = word.substring(colon + 1);
            switch (colon < 0 ? word : word.substring(0, colon + 1)) {
                case "overview", "stations", "transactions", "journal", "reviews" -> plain.add(word);
                case "station:" -> stations.add(Call.station(of));
                case "transaction:" -> transactions.add(Call.transaction(of));
                case "readings:" -> readings.add(Call.station(of));
                case "frames:" -> frames.add(Call.station(of));
                case "journal:" -> journals.add(Call.station(of));
                default -> throw Problem.bad("topics", "does not know one of these");
            }
        }
        return new Topics(
                plain.contains("overview"),
                plain.contains("stations"),
                plain.contains("transactions"),
                plain.contains("journal"),
                plain.contains("reviews"),
                stations,
                transactions,
                readings,
                frames,
                journals);
    }

    boolean wantsStation(StationId id) {
        return allStations || stations.contains(id);
    }

    boolean wantsTransaction(TransactionId id) {
        return allTransactions || transactions.contains(id);
    }

    boolean wantsReadings() {
        return allTransactions || !transactions.isEmpty() || !readings.isEmpty();
    }

    boolean wantsJournal(StationId id) {
        return wholeJournal || journals.contains(id);
    }
}
