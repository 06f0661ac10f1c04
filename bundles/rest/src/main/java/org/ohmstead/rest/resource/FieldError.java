package org.ohmstead.rest.resource;

import java.util.Optional;

/**
 * One mistake.
 *
 * @param field its name; empty where the whole line or body is meant
 * @param line only for CSV, from 1
 */
public record FieldError(String field, Optional<Long> line, String message) {

    /** Of a field or parameter. */
    public static FieldError of(String field, String message) {
        return new FieldError(field, Optional.empty(), message);
    }

    /** Of a column of that line. */
    public static FieldError of(long line, String field, String message) {
        return new FieldError(field, Optional.of(line), message);
    }
}
