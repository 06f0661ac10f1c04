package org.ohmstead.rest.charging.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.rest.view.TransactionView;

/**
 * Something doubtful: either a transaction or a report that fits none.
 *
 * @param id of the transaction or the report
 * @param doubts why it waits; empty once it is settled
 * @param since when it became doubtful
 */
public record ReviewView(
        String id,
        String station,
        String site,
        List<Doubt> doubts,
        Instant since,
        Optional<TransactionView> transaction,
        Optional<UnmatchedReportView> report) {}
