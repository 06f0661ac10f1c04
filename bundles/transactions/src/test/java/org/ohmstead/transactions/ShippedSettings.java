package org.ohmstead.transactions;

import java.lang.annotation.Annotation;

/** The settings as shipped. */
public record ShippedSettings() implements TransactionsSettings {

    @Override
    public int queueMinutes() {
        return 10;
    }

    @Override
    public int idleMinutes() {
        return 30;
    }

    @Override
    public int weakHours() {
        return 24;
    }

    @Override
    public int longestStayHours() {
        return 72;
    }

    @Override
    public int stopSeconds() {
        return 120;
    }

    @Override
    public int startSeconds() {
        return 120;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return TransactionsSettings.class;
    }
}
