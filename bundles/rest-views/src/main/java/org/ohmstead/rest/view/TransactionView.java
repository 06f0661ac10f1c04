package org.ohmstead.rest.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.rest.resource.WattHours;

/**
 * One stay at an EVSE.
 *
 * @param stationTransactionId the id on the wire, unique only within the station
 * @param idToken shortened; the full value is shown only among the tokens
 * @param tokenLabel what people call the token
 * @param verdict what was answered about the token at the start
 * @param startedAt the station's time
 * @param believedStart when to believe it began; so {@code believedEnd}
 * @param energyWh delivered, so far where it runs; left out where that is held for review
 * @param trust how far the energy is to be believed
 * @param countedWh what the meter counted, believed or not, and whatever was decided
 * @param energyByPowerWh the power summed up over time, where it was told often enough
 * @param powerW by the latest reading of a running one
 * @param stateOfChargePercent by the latest reading of a running one
 * @param latestReadingAt the station's time
 * @param endedAt as a person decided, else as believed, else as reported or estimated
 * @param stoppedAt the station's time, or the estimate where it never told
 * @param stoppedReason the station's word
 * @param stoppedBy the token shown to stop it, shortened
 * @param endEstimated whether the station never told the end
 * @param flags why it deserves a second look
 * @param decision what a person made of it
 */
public record TransactionView(
        String id,
        String station,
        String site,
        int evse,
        int connector,
        String stationTransactionId,
        Optional<String> idToken,
        Optional<String> tokenLabel,
        AuthorizationStatus verdict,
        boolean open,
        Instant startedAt,
        Instant startReceivedAt,
        Optional<BelievedView> believedStart,
        Optional<BigDecimal> meterStartWh,
        Optional<BigDecimal> energyWh,
        Optional<Delivered.Trust> trust,
        Optional<BigDecimal> countedWh,
        Optional<BigDecimal> energyByPowerWh,
        Optional<Long> powerW,
        Optional<Integer> stateOfChargePercent,
        Optional<Instant> latestReadingAt,
        Optional<Instant> endedAt,
        Optional<Instant> stoppedAt,
        Optional<Instant> stopReceivedAt,
        Optional<BelievedView> believedEnd,
        Optional<BigDecimal> meterStopWh,
        Optional<String> stoppedReason,
        Optional<String> stoppedBy,
        boolean endEstimated,
        Optional<Integer> remoteStartId,
        Optional<Integer> reservationId,
        List<TransactionFlag> flags,
        Optional<DecisionView> decision) {

    /**
     * @param tokenLabel what people call its token
     * @param latest its latest reading, if it runs
     */
    public static TransactionView of(Transaction transaction, Optional<String> tokenLabel, Optional<Reading> latest) {
        Optional<Transaction.Ending> ending = transaction.ending();
        return new TransactionView(
                transaction.id().toString(),
                transaction.station().value(),
                transaction.site().value(),
                transaction.connector().evse().value(),
                transaction.connector().id(),
                transaction.stationTransactionId(),
                transaction.idToken().map(IdToken::shortened),
                tokenLabel,
                transaction.verdict(),
                transaction.open(),
                transaction.startedAt(),
                transaction.startReceivedAt(),
                transaction.believedStart().map(BelievedView::of),
                wattHours(transaction.meterStart()),
                wattHours(transaction.energy()),
                transaction.delivered().map(Delivered::trust),
                wattHours(counted(transaction)),
                wattHours(transaction.delivered().flatMap(Delivered::byPower)),
                latest.flatMap(Reading::power).map(Power::watts),
                latest.flatMap(Reading::stateOfCharge),
                latest.map(Reading::at).or(() -> transaction.latest().map(Transaction.Register::at)),
                transaction.endedAt(),
                ending.map(Transaction.Ending::at),
                ending.map(Transaction.Ending::receivedAt),
                ending.flatMap(Transaction.Ending::believed).map(BelievedView::of),
                wattHours(ending.flatMap(Transaction.Ending::meterStop)),
                ending.map(Transaction.Ending::stoppedReason),
                ending.flatMap(Transaction.Ending::idToken).map(IdToken::shortened),
                ending.map(Transaction.Ending::estimated).orElse(false),
                transaction.remoteStartId(),
                transaction.reservationId(),
                transaction.flags().stream().sorted().toList(),
                transaction.decision().map(DecisionView::of));
    }

    private static Optional<Energy> counted(Transaction transaction) {
        return transaction
                .delivered()
                .map(Delivered::energy)
                .or(() -> transaction.with(Optional.empty()).energy());
    }

    private static Optional<BigDecimal> wattHours(Optional<Energy> energy) {
        return energy.map(WattHours::of);
    }
}
