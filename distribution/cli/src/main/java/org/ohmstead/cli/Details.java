package org.ohmstead.cli;

import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** How one thing is printed: every field on a line, or the JSON it came as. */
final class Details {

    private Details() {}

    static void show(Access access, JsonNode thing, Sites sites) {
        if (access.json()) {
            access.out().println(thing.toPrettyString());
        } else {
            String site = thing.path("site").asString("");
            walk(
                    "",
                    thing,
                    (name, value) -> access.out()
                            .printf("%-24s  %s%n", Table.oneLine(name), Table.oneLine(sites.local(value, site))));
        }
    }

    /** {@code connectors[1].status} and so on, in the order of the JSON. */
    private static void walk(String name, JsonNode node, BiConsumer<String, JsonNode> leaf) {
        if (node.isObject()) {
            String prefix = name.isEmpty() ? "" : name + ".";
            node.propertyNames().forEach(field -> walk(prefix + field, node.get(field), leaf));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(name + "[" + (i + 1) + "]", node.get(i), leaf);
            }
        } else {
            leaf.accept(name, node);
        }
    }
}
