package org.ohmstead.transactions;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How long is waited for what stations do not tell. */
@ObjectClassDefinition(
        name = "Transactions",
        description =
                "When a transaction whose end the station never told is taken to be over. Such an end is marked as"
                        + " estimated and waits for review; when the station tells the real one after all, that counts.")
public @interface TransactionsSettings {

    @AttributeDefinition(
            description = "How long a station that is connected may take to tell what it had stored while it was away,"
                    + " before an end is estimated; in minutes.",
            min = "1",
            max = "1440")
    int queueMinutes() default 10;

    @AttributeDefinition(
            description = "After how many minutes without any more energy a transaction counts as idle. A full car is"
                    + " idle too, so this alone ends nothing.",
            min = "5",
            max = "1440")
    int idleMinutes() default 30;

    @AttributeDefinition(
            description = "How long weak evidence has to stand, such as a reboot after which nothing more was measured;"
                    + " in hours.",
            min = "1",
            max = "720")
    int weakHours() default 24;

    @AttributeDefinition(
            description = "After how many hours a transaction that is still open is put before a person.",
            min = "1",
            max = "8760")
    int longestStayHours() default 72;

    @AttributeDefinition(
            description = "How long a station that accepted a remote stop may take to end the transaction, in seconds;"
                    + " then it is put before a person. Look at the connector, ask again or unlock it. If the"
                    + " car charges on, reset the station on its page: that ends all its transactions, so the"
                    + " server never does it by itself. If the car is gone, set the end in the review.",
            min = "10",
            max = "86400")
    int stopSeconds() default 120;

    @AttributeDefinition(
            description = "How long a transaction is awaited after a station accepted a remote start, in seconds, where"
                    + " the station does not tell how long it waits for the car (ConnectionTimeOut).",
            min = "10",
            max = "86400")
    int startSeconds() default 120;
}
