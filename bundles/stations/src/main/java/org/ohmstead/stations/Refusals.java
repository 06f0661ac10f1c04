package org.ohmstead.stations;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.ohmstead.api.csms.StationAdmission.Knock;
import org.ohmstead.api.model.Refusal;
import org.ohmstead.api.model.Refusal.Reason;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator who was kept out: of a station we know once until it comes in, of strangers so many that they fill no log.
 * The log is written on a thread of its own, so that how long an answer takes tells nobody which identities exist. Thread-safe.
 */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int LINES_WAITING = 1_000;
    private static final long MILLIS_PER_STRANGER = 10_000;
    private static final long MOST_OWED_MILLIS = 100 * MILLIS_PER_STRANGER;

    private final Clock clock;
    private final Executor log = new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(LINES_WAITING),
            Thread.ofVirtual().name("stations-refusals").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    private long strangersPaidUntil; // under this

    Refusals(Clock clock) {
        this.clock = clock;
    }

    void of(KnownStation station, Knock knock) {
        Reason reason = reason(station, knock);
        if (station.refused(new Refusal(clock.instant(), 1, reason, knock.from()))) {
            log.execute(() -> LOG.warn(
                    "Station {} is refused, it knocked from {}: {}. Told once until it comes in; its page counts the tries",
                    station.id(),
                    knock.from().getHostAddress(),
                    words(reason)));
        }
    }

    void ofStranger(Knock knock) {
        if (mayTellOfStranger(clock.millis())) {
            log.execute(() -> LOG.info(
                    "Refused {} from {}: no station has this identity",
                    StationId.isValid(knock.identity()) ? knock.identity() : "an ill-formed identity",
                    knock.from().getHostAddress()));
        }
    }

    /** Each line costs ten seconds; a hundred may be owed. */
    private synchronized boolean mayTellOfStranger(long now) {
        long owed = Math.clamp(strangersPaidUntil - now, 0L, MOST_OWED_MILLIS); // the clock may be set back
        boolean may = owed + MILLIS_PER_STRANGER <= MOST_OWED_MILLIS;
        strangersPaidUntil = now + owed + (may ? MILLIS_PER_STRANGER : 0);
        return may;
    }

    private static Reason reason(KnownStation station, Knock knock) {
        if (station.registration() == RegistrationStatus.REJECTED) {
            return Reason.REJECTED;
        }
        if (station.password().isEmpty()) {
            return Reason.NOT_COMMISSIONED;
        }
        if (knock.password().isEmpty()) {
            return Reason.NO_PASSWORD;
        }
        return Gatekeeper.userFits(knock) ? Reason.WRONG_PASSWORD : Reason.WRONG_USER;
    }

    private static String words(Reason reason) {
        return switch (reason) {
            case WRONG_PASSWORD -> "wrong password";
            case NO_PASSWORD -> "no password";
            case WRONG_USER -> "a user name that is not its identity";
            case NOT_COMMISSIONED -> "it has no password yet and nobody commissions stations now";
            case REJECTED -> "people rejected it";
        };
    }
}
