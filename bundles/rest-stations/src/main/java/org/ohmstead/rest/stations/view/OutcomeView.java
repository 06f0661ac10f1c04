package org.ohmstead.rest.stations.view;

import java.util.Optional;
import org.ohmstead.api.model.Outcome;

/**
 * What became of something asked of a station.
 *
 * @param outcome what it means
 * @param word the station's own word
 * @param reason a sentence for people
 * @param data what the station returned beside its word
 * @param remoteStartId only for a start: comes back with the transaction where the protocol can carry it
 */
public record OutcomeView(
        Outcome.Kind outcome,
        Optional<String> word,
        Optional<String> reason,
        Optional<String> data,
        Optional<Integer> remoteStartId) {

    public static OutcomeView of(Outcome outcome) {
        return new OutcomeView(outcome.kind(), outcome.word(), outcome.reason(), outcome.data(), Optional.empty());
    }

    public OutcomeView withRemoteStartId(int id) {
        return new OutcomeView(outcome, word, reason, data, Optional.of(id));
    }
}
