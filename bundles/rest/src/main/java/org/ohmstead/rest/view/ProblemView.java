package org.ohmstead.rest.view;

import java.util.List;
import java.util.Optional;

/**
 * Why a request was not done (RFC 9457).
 *
 * @param detail a sentence for people
 * @param errors what is wrong with which field or line
 */
public record ProblemView(
        String type, String title, int status, Optional<String> detail, Optional<List<FieldError>> errors) {

    /**
     * One mistake.
     *
     * @param field its name; empty where the whole line or body is meant
     * @param line only for CSV, from 1
     */
    public record FieldError(String field, Optional<Long> line, String message) {

        public static FieldError of(String field, String message) {
            return new FieldError(field, Optional.empty(), message);
        }

        public static FieldError of(long line, String field, String message) {
            return new FieldError(field, Optional.of(line), message);
        }
    }
}
