package org.ohmstead.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How a list is printed, and how much of it. */
final class Listing {

    @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: all)")
    private Optional<Long> limit;

    /** As a table, or as one array that is written while it is read. */
    void print(Access access, Stream<JsonNode> all, Table table) {
        long most = limit.orElse(Long.MAX_VALUE);
        if (most < 1) {
            throw access.wrong("--limit needs a number from 1 on, not " + most + ".");
        }
        Stream<JsonNode> items = all.limit(most);
        if (access.json()) {
            array(items.iterator(), access.out());
        } else {
            table.print(items, access.out());
        }
    }

    private static void array(Iterator<JsonNode> items, PrintWriter out) {
        String before = "[";
        while (items.hasNext() && !out.checkError()) {
            out.print(before + items.next());
            before = ",\n ";
        }
        out.println(before.equals("[") ? "[]" : "]");
    }
}
