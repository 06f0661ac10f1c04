package org.ohmstead.stations.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.ohmstead.api.model.StatusReport;

/** Tells a status that comes again from news. Pure, so that every store judges alike. */
public final class Repetition {

    private Repetition() {}

    /**
     * Whether a status is only told again of which that connector, word, error code and station time were told before. A clock
     * that tells seconds gives one time to several words, and one without battery tells the same times after each boot: what is
     * no older than the latest and says something else is news, and so is what is older than a latest of before then.
     *
     * @param latest what the connector told last; empty where that was forgotten
     * @param since what was told before then says nothing of now
     */
    public static boolean of(StatusReport told, Optional<StatusReport> latest, Instant since) {
        return latest.filter(known -> same(told, known)
                        || micros(told.at()).isBefore(micros(known.at()))
                                && !known.receivedAt().isBefore(since))
                .isPresent();
    }

    private static boolean same(StatusReport told, StatusReport known) {
        return micros(told.at()).equals(micros(known.at())) && sameContents(told, known);
    }

    public static boolean sameContents(StatusReport one, StatusReport other) {
        return one.reported().equals(other.reported())
                && one.errorCode().equals(other.errorCode())
                && one.info().equals(other.info())
                && one.vendorErrorCode().equals(other.vendorErrorCode());
    }

    /** As a database keeps it. */
    private static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
