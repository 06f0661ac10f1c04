package org.ohmstead.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Columns, printed as text. Rows are taken a part at a time, so that a million of them need no memory. */
record Table(List<Column> columns) {

    private static final int PART = 200;

    /** A cell that is wider moves the rest of its own row and not a whole column. */
    private static final int WIDEST = 40;

    /** Stations and vendors choose texts; none of them is to steer the reader's terminal. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}&&[^\\n]]");

    /** A column with its title. */
    record Column(String title, Function<JsonNode, String> text) {

        /** Of one field; empty where it is absent. */
        static Column of(String title, String field) {
            return new Column(title, row -> row.path(field).asString(""));
        }
    }

    static Table of(Column... columns) {
        return new Table(List.of(columns));
    }

    /** The text without what a terminal would obey. */
    static String clean(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    /** The same in a line of its own: the next one is ours. */
    static String oneLine(String text) {
        return clean(text).replace('\n', ' ');
    }

    /** Stops where nobody reads any longer. */
    void print(Iterator<JsonNode> rows, PrintWriter out) {
        int[] widths = new int[columns.size()];
        List<List<String>> part = new ArrayList<>();
        part.add(columns.stream().map(Column::title).toList());
        do {
            while (rows.hasNext() && part.size() < PART) {
                JsonNode row = rows.next();
                part.add(columns.stream().map(column -> cell(column, row)).toList());
            }
            print(part, widths, out);
            part.clear();
        } while (rows.hasNext() && !out.checkError());
    }

    private static String cell(Column column, JsonNode row) {
        return oneLine(column.text().apply(row));
    }

    private static void print(List<List<String>> rows, int[] widths, PrintWriter out) {
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                int width = Width.of(row.get(i));
                widths[i] = Math.max(widths[i], width > WIDEST ? 0 : width);
            }
        }
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i);
                line.append(cell).repeat(' ', Math.max(0, widths[i] - Width.of(cell)) + 2);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
