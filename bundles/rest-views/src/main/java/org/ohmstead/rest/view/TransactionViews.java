package org.ohmstead.rest.view;

import java.util.Optional;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.Transaction;

/** Transactions with what people call their tokens and what they draw now; both are in memory. */
public record TransactionViews(TransactionHistory history, Tokens tokens) {

    /** As it is now. */
    public TransactionView of(Transaction transaction) {
        Optional<String> label =
                transaction.idToken().flatMap(tokens::find).map(Token::label).filter(text -> !text.isEmpty());
        return TransactionView.of(
                transaction, label, transaction.open() ? history.latest(transaction.id()) : Optional.empty());
    }
}
