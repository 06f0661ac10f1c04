package org.ohmstead.ocpp.rpc.lane;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which messages of one connection were answered with an error. A station may throw such a message away after a few attempts
 * (OCPP 1.6 §3.7.1), so each cause is told once. Used under the lock of its lane.
 */
final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    /** More causes than this say nothing new of a station. */
    private static final int MOST_TOLD = 20;

    private static final Pattern NAME = Pattern.compile("\\w{1,50}");
    private static final Pattern ID = Pattern.compile("[\\w.:-]{1,100}");

    private final StationId station;
    private final Set<String> told = new HashSet<>();

    Refusals(StationId station) {
        this.station = station;
    }

    /** As the log may have it: no station shall write lines of its own there. */
    static String named(String action) {
        return NAME.matcher(action).matches() ? action : "a message of an odd name";
    }

    /** Of a message, as the log may have it. */
    static String id(String id) {
        return ID.matcher(id).matches() ? id : "(odd id)";
    }

    void add(String action, OcppError error) {
        String what = named(action);
        if (told.size() == MOST_TOLD || !told.add(what + error.kind() + error.getMessage())) {
            return;
        }
        switch (error.kind()) {
            case NOT_IMPLEMENTED, NOT_SUPPORTED, SECURITY_ERROR ->
                log.info("{}: {} is refused: {}", station, what, error.getMessage());
            default ->
                log.warn(
                        "{}: {} is refused and what it says is not stored: {} ({})",
                        station,
                        what,
                        error.getMessage(),
                        error.kind());
        }
    }
}
