package org.ohmstead.routes;

import java.util.OptionalInt;
import org.ohmstead.api.csms.Routes.Mistake;

/** What is wrong with a route file before Camel makes anything of it. */
final class RouteFileMistake extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Mistake mistake;

    RouteFileMistake(int line, String sentence) {
        super(sentence, null, false, false);
        mistake = new Mistake(OptionalInt.of(line), sentence);
    }

    Mistake mistake() {
        return mistake;
    }
}
