package org.ohmstead.rest;

import java.util.Optional;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.rest.view.TransactionView;

/** Transactions with what people call their tokens and what they draw now; both are in memory. */
record TransactionViews(TransactionHistory history, Tokens tokens) {

    TransactionView of(Transaction transaction) {
        Optional<String> label =
                transaction.idToken().flatMap(tokens::find).map(Token::label).filter(text -> !text.isEmpty());
        return TransactionView.of(
                transaction, label, transaction.open() ? history.latest(transaction.id()) : Optional.empty());
    }
}
