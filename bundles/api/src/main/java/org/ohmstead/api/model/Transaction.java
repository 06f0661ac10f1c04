package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One stay at an EVSE.
 *
 * @param id ours
 * @param station where
 * @param site of the station at the start
 * @param connector where
 * @param stationTransactionId the id on the wire, unique only within the station
 * @param idToken who; empty where the station did not say or the person was erased
 * @param verdict what the authoriser said when it started
 * @param startedAt the station's time
 * @param startReceivedAt ours
 * @param meterStart the import register at the start
 * @param remoteStartId the remote start it follows
 * @param reservationId the reservation it used up
 * @param latest the latest reading's import register, with its time
 * @param ending how it ended; empty while open
 * @param flags why it deserves a second look
 * @param delivered what it delivered, so far where it runs; empty where nobody has counted
 * @param decision what a person made of it; it stands beside what was reported
 * @param believedStart when it is believed to have begun; empty where nobody looked at the station's clock
 */
public record Transaction(
        TransactionId id,
        StationId station,
        SiteId site,
        Connector connector,
        String stationTransactionId,
        Optional<IdToken> idToken,
        AuthorizationStatus verdict,
        Instant startedAt,
        Instant startReceivedAt,
        Optional<Energy> meterStart,
        Optional<Integer> remoteStartId,
        Optional<Integer> reservationId,
        Optional<Register> latest,
        Optional<Ending> ending,
        Set<TransactionFlag> flags,
        Optional<Delivered> delivered,
        Optional<Decision> decision,
        Optional<BelievedTime> believedStart) {

    public Transaction {
        flags = Set.copyOf(flags);
    }

    /**
     * A register at a moment.
     *
     * @param at the station's time
     */
    public record Register(Instant at, Energy energy) {}

    /**
     * How a transaction ended.
     *
     * @param at the station's time; for a superseded transaction the start of its successor; for one that was estimated the
     *     bound given by the evidence
     * @param meterStop the import register at the end
     * @param stoppedReason the station's word; one of ours where the station never said
     * @param idToken what was shown to stop it
     * @param estimated whether the end was inferred rather than reported
     * @param believed when it is believed to have been; empty where nobody looked at the station's clock
     */
    public record Ending(
            Instant at,
            Instant receivedAt,
            Optional<Energy> meterStop,
            String stoppedReason,
            Optional<IdToken> idToken,
            boolean estimated,
            Optional<BelievedTime> believed) {

        /** One whose clock nobody looked at. */
        public Ending(
                Instant at,
                Instant receivedAt,
                Optional<Energy> meterStop,
                String stoppedReason,
                Optional<IdToken> idToken,
                boolean estimated) {
            this(at, receivedAt, meterStop, stoppedReason, idToken, estimated, Optional.empty());
        }

        /** The same end with the time at which to believe it was. */
        public Ending believedAt(BelievedTime time) {
            return new Ending(at, receivedAt, meterStop, stoppedReason, idToken, estimated, Optional.of(time));
        }

        /** Another transaction began there. */
        public static final String SUPERSEDED_REASON = "Superseded";

        /** Concluded from evidence. */
        public static final String ESTIMATED_REASON = "Estimated";

        /** A person set it. */
        public static final String DECIDED_REASON = "Decided";
    }

    public boolean open() {
        return ending.isEmpty();
    }

    /** Whether what it delivered cannot be believed until a person has decided. */
    public boolean held() {
        return delivered.isPresent() && delivered.get().trust() == Delivered.Trust.HELD;
    }

    /**
     * What it delivered, so far where it runs: as a person decided, else as counted, which is empty where that is held. Where
     * nobody has counted, what lies between the registers, if that is a rise.
     */
    public Optional<Energy> energy() {
        return decision.flatMap(Decision::energy).or(this::measured);
    }

    /** When it began: as believed, else as reported. What is shown and billed uses this; what the station said stays beside it. */
    public Instant begunAt() {
        return believedStart.map(BelievedTime::at).orElse(startedAt);
    }

    /** When it ended: as a person decided, else as believed, else as reported or estimated; empty while it runs. */
    public Optional<Instant> endedAt() {
        return ending.map(end -> decision.flatMap(Decision::end)
                .or(() -> end.believed().map(BelievedTime::at))
                .orElse(end.at()));
    }

    private Optional<Energy> measured() {
        return delivered.isPresent() ? delivered.get().believed() : betweenRegisters();
    }

    private Optional<Energy> betweenRegisters() {
        Optional<Energy> last = ending.isPresent() ? ending.get().meterStop() : latest.map(Register::energy);
        if (last.isEmpty() || meterStart.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(last.get().minus(meterStart.get())).filter(energy -> !energy.isNegative());
    }

    /** The same transaction with what changes in its life. */
    public Transaction with(
            Optional<Register> newLatest,
            Optional<Ending> newEnding,
            Set<TransactionFlag> newFlags,
            Optional<Delivered> newDelivered) {
        return copy(newLatest, newEnding, newFlags, newDelivered, decision);
    }

    /** The same transaction with another decision beside it, or none. */
    public Transaction with(Optional<Decision> newDecision) {
        return copy(latest, ending, flags, delivered, newDecision);
    }

    private Transaction copy(
            Optional<Register> newLatest,
            Optional<Ending> newEnding,
            Set<TransactionFlag> newFlags,
            Optional<Delivered> newDelivered,
            Optional<Decision> newDecision) {
        return new Transaction(
                id,
                station,
                site,
                connector,
                stationTransactionId,
                idToken,
                verdict,
                startedAt,
                startReceivedAt,
                meterStart,
                remoteStartId,
                reservationId,
                newLatest,
                newEnding,
                newFlags,
                newDelivered,
                newDecision,
                believedStart);
    }
}
