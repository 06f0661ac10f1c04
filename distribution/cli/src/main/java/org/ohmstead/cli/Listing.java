package org.ohmstead.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How a list is printed, and how much of it. */
final class Listing {

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = WholeNumber.FromOne.class,
            description = "at most so many (default: all)")
    private Optional<Integer> limit;

    /** As a table, or as one array that is written while it is read. */
    void print(Access access, Stream<JsonNode> all, Table table) {
        Iterator<JsonNode> items = all.limit(limit.orElse(Integer.MAX_VALUE)).iterator();
        if (access.json()) {
            array(items, access.out());
        } else if (items.hasNext()) {
            table.print(items, access.out());
        } else {
            access.err().println("There are none.");
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
