package org.ohmstead.rest.resource;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.ohmstead.api.csms.People.Principal;
import org.ohmstead.api.csms.People.Role;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.TransactionId;
import org.osgi.annotation.versioning.ProviderType;

/** A request as a route sees it: what is asked, by whom, checked and in our words. For the thread of the route. */
@ProviderType
public interface Call {

    /** Who asks. It has the role that the route needs. */
    Principal caller();

    /** Whether who asks would still be let in; for answers that take their time. */
    boolean isStillAdmitted();

    /** Where the request came from, as text of an IP address. */
    String address();

    /** A parameter of the path, decoded. */
    String parameter(String name);

    /** A parameter of the query; empty where it is left out or has no value. */
    Optional<String> query(String name);

    /**
     * The body as a record, checked for unknown, missing and ill-typed fields. At most 16 KiB in 30 seconds.
     *
     * @throws Problem 400, 408, 413 or 415; 401 or 403 where the right was lost while it came
     */
    <T> T body(Class<T> type);

    /**
     * The body as the text of a CSV file. At most 4 MiB in 30 seconds.
     *
     * @throws Problem as of {@link #body}
     */
    String csv();

    /** Takes note that the audit trail has what this call did, or that it changed nothing. {@link Trail} does so. */
    void noted();

    /** Whether card numbers are shown in full to whoever asks. */
    default boolean seesNumbers() {
        return caller().role().includes(Role.OPERATOR);
    }

    /** As the trail names it: no user's name has a blank, so that no token passes for a person. */
    default String who() {
        Principal principal = caller();
        return principal.kind() == Principal.Kind.API_TOKEN ? "token " + principal.name() : principal.name();
    }

    /**
     * For what would let a token outlive its end, or do more than it was made for: more tokens, users, passwords, plugins.
     *
     * @throws Problem 403 to an API token
     */
    default void requirePerson() {
        if (caller().kind() == Principal.Kind.API_TOKEN) {
            throw Problem.of(403, "That is for people, not for an API token: sign in with a password.");
        }
    }

    /** The parameter {@code id} of the path. */
    default StationId station() {
        return station(parameter("id"));
    }

    /** @throws Problem 404 where it is not registered */
    default StationState known(Stations stations) {
        return stations.find(station()).orElseThrow(Problem::noSuchStation);
    }

    /** @throws Problem 404 where it is not registered */
    default StationId knownId(Stations stations) {
        return known(stations).station().id();
    }

    /** The parameter {@code id} of the path. */
    default TransactionId transaction() {
        return transaction(parameter("id"));
    }

    /** @throws Problem 404 where no station can have that id */
    static StationId station(String text) {
        if (!StationId.isValid(text)) {
            throw Problem.noSuchStation();
        }
        return new StationId(text);
    }

    /** @throws Problem 404 where no transaction can have that id */
    static TransactionId transaction(String text) {
        try {
            return TransactionId.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("There is no transaction of that id.");
        }
    }

    /** Empty where the text is no position. */
    static Optional<JournalPosition> position(String text) {
        int colon = text.indexOf(':');
        try {
            return Optional.of(new JournalPosition(
                    Long.parseLong(text.substring(0, Math.max(0, colon))), Long.parseLong(text.substring(colon + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** One that clocks and databases can do with. */
    default Optional<Instant> instant(String name) {
        return query(name).map(text -> {
            try {
                return Moments.check(name, Instant.parse(text));
            } catch (DateTimeParseException e) {
                throw Problem.bad(name, "is a time like 2026-11-22T10:00:00Z");
            }
        });
    }

    /** A parameter of the query that is true or false. */
    default Optional<Boolean> flag(String name) {
        return query(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.bad(name, "is true or false");
        });
    }

    /** A token named by value and type. */
    static IdToken idToken(String field, String value, Optional<String> type) {
        if (value.isEmpty() || value.length() > 255) {
            throw Problem.bad(field, "has 1 to 255 characters");
        }
        PlainText.check(field, value);
        return new IdToken(
                value, PlainText.check("type", type, IdToken.LONGEST_TYPE).orElse(IdToken.UNTYPED));
    }

    /** How many items are wanted: 1 to 1000, 100 where left out. */
    default int limit() {
        return query("limit").map(Items::pageSize).orElse(Items.USUAL);
    }

    /** Which part of a list is wanted. */
    default Page.Request page() {
        return new Page.Request(query("after"), limit());
    }
}
