package org.ohmstead.rest.resource;

import java.time.Instant;

/** Moments that people mean. Calendars end somewhere, and databases before. */
public final class Moments {

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2126-01-01T00:00:00Z");

    private Moments() {}

    /** @throws Problem 400 that names the field */
    public static Instant check(String field, Instant moment) {
        if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
            throw Problem.bad(field, "is a moment of our time");
        }
        return moment;
    }
}
