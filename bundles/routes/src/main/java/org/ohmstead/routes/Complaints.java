package org.ohmstead.routes;

import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.ResolveEndpointFailedException;
import org.ohmstead.api.csms.Routes.Mistake;
import org.ohmstead.api.settings.FileFault;
import org.ohmstead.routes.ReadRoutes.Span;

/** Turns what Camel throws into what an operator can do something about. */
final class Complaints {

    /** As YAML's parser says what it stumbled over and below it where, from 1; what it was reading comes before that. */
    private static final Pattern PLACE = Pattern.compile("(.*)\\R\\s*in .*line (\\d+), column \\d+");

    private final Secrets secrets;

    Complaints(Secrets secrets) {
        this.secrets = secrets;
    }

    /** What went wrong in the end, in one line. */
    String sentence(Throwable error) {
        List<Throwable> chain = chain(error);
        Throwable cause = chain.reversed().stream()
                .filter(it -> it.getMessage() != null && !it.getMessage().isBlank())
                .findFirst()
                .orElse(chain.getLast());
        String name = cause.getClass().getSimpleName();
        if (cause.getMessage() == null || cause.getMessage().isBlank()) {
            return name;
        }
        if (cause instanceof FileSystemException file && file.getFile() != null) {
            return secrets.blotted(file.getFile() + " " + FileFault.words(file));
        }
        String message = firstLine(cause.getMessage());
        // A word alone, such as the name of a host, says nothing without the kind of failure.
        return secrets.blotted(message.contains(" ") ? message : name + ": " + message);
    }

    /**
     * Why a file does not start.
     *
     * @param there where in it the step stands that does not, where known
     * @param components by the names that exist
     */
    Mistake mistake(Throwable error, RouteText text, Optional<Span> there, Collection<String> components) {
        List<Throwable> chain = chain(error);
        for (Throwable cause : chain.reversed()) {
            Optional<MatchResult> place =
                    PLACE.matcher(String.valueOf(cause.getMessage())).results().reduce((context, problem) -> problem);
            if (place.isPresent()) {
                return new Mistake(
                        OptionalInt.of(Integer.parseInt(place.get().group(2))),
                        secrets.blotted(indented(place.get().group(1).strip())));
            }
        }
        Finding finding = chain.stream()
                .flatMap(cause -> Finding.in(cause, components).stream())
                .findFirst()
                .orElseGet(() -> Finding.of(sentence(error), address(chain)));
        return new Mistake(text.line(there, finding.words()), secrets.blotted(finding.sentence()));
    }

    /** What YAML's parser calls the end of a block people know as too few blanks, or too many. */
    private static String indented(String problem) {
        return problem.contains("<block end>") ? problem + "; is it indented as what it belongs to?" : problem;
    }

    private static Optional<String> address(List<Throwable> chain) {
        return chain.stream()
                .filter(ResolveEndpointFailedException.class::isInstance)
                .map(failed -> ((ResolveEndpointFailedException) failed).getUri())
                .findFirst();
    }

    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("");
    }

    private static List<Throwable> chain(Throwable error) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = error; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }
}
