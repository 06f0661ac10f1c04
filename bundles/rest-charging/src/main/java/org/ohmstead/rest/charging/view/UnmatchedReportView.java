package org.ohmstead.rest.charging.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.rest.resource.WattHours;
import org.ohmstead.rest.view.DecisionView;

/**
 * What a station said of a transaction it does not have, as it said it.
 *
 * @param idToken shortened
 * @param at the station's time
 * @param transaction the one it is evidence of, or was attached to
 */
public record UnmatchedReportView(
        String id,
        String station,
        String site,
        Doubt doubt,
        String stationTransactionId,
        Optional<String> idToken,
        Optional<BigDecimal> registerWh,
        Optional<String> stoppedReason,
        Instant at,
        Instant receivedAt,
        Optional<String> transaction,
        Optional<DecisionView> decision) {

    public static UnmatchedReportView of(UnmatchedReport report) {
        return new UnmatchedReportView(
                report.id().toString(),
                report.station().value(),
                report.site().value(),
                report.doubt(),
                report.stationTransactionId(),
                report.idToken().map(IdToken::shortened),
                report.register().map(WattHours::of),
                Optional.of(report.stoppedReason()).filter(reason -> !reason.isEmpty()),
                report.at(),
                report.receivedAt(),
                report.transaction().map(TransactionId::toString),
                report.decision().map(DecisionView::of));
    }
}
