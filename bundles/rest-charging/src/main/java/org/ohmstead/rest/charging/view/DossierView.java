package org.ohmstead.rest.charging.view;

import java.util.List;
import org.ohmstead.rest.view.TransactionView;

/**
 * A doubtful case with what is beside it.
 *
 * @param evidence that the transaction was over, oldest first
 * @param reports of its station that were taken as evidence of it or attached to it, or told its end again differently
 * @param candidates transactions the report may be attached to, newest first
 */
public record DossierView(
        ReviewView review,
        List<EvidenceView> evidence,
        List<UnmatchedReportView> reports,
        List<TransactionView> candidates) {}
