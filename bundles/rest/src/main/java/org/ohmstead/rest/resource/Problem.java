package org.ohmstead.rest.resource;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ohmstead.api.model.Page;

/** Why a request is not done. Thrown anywhere below a route, written as problem details (RFC 9457) in one place. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Nobody reads more at once, and a body of nothing but mistakes is not answered by one that is larger. */
    private static final int MOST_ERRORS = 100;

    private final int status;
    private final transient List<FieldError> errors;

    /** @param detail a sentence for people, of ours */
    public Problem(int status, String detail, List<FieldError> errors) {
        super(errors.size() > MOST_ERRORS ? detail + tellingFirstOf(errors) : detail, null, false, false);
        this.status = status;
        this.errors = errors.stream().limit(MOST_ERRORS).toList();
    }

    private static String tellingFirstOf(List<FieldError> errors) {
        return " These are the first " + MOST_ERRORS + " of " + errors.size() + " mistakes.";
    }

    public static Problem of(int status, String detail) {
        return new Problem(status, detail, List.of());
    }

    public static Problem notFound(String detail) {
        return of(404, detail);
    }

    public static Problem noSuchStation() {
        return notFound("There is no station of that id.");
    }

    public static Problem conflict(String detail) {
        return of(409, detail);
    }

    public static Problem bad(String field, String message) {
        return bad(List.of(FieldError.of(field, message)));
    }

    public static Problem bad(List<FieldError> errors) {
        return new Problem(400, "Some of it is not as it should be.", errors);
    }

    /** Does what may be refused with a sentence for people, and makes that sentence the detail of a 400. */
    public static <T> T unlessRefused(Supplier<T> work) {
        return unlessRefused(400, work);
    }

    public static <T> T unlessRefused(int status, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw of(status, e.getMessage());
        }
    }

    /** Reads a page; the store's complaint about an {@code after} it never gave out is none for people. */
    public static <T> Page<T> page(Supplier<Page<T>> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw bad("after", "is not the next of an earlier answer");
        }
    }

    public int status() {
        return status;
    }

    public Optional<List<FieldError>> errors() {
        return errors.isEmpty() ? Optional.empty() : Optional.of(errors);
    }
}
