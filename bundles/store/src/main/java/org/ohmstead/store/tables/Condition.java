package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which transactions, put together from parts; everything a caller said is a parameter. */
final class Condition {

    static final String END = "CHARGING_TRANSACTION_END";
    static final String START = "CHARGING_TRANSACTION_START";
    static final String STATION = "CHARGING_TRANSACTION_STATION";
    static final String TOKEN = "CHARGING_TRANSACTION_TOKEN";
    static final String WIRE = "CHARGING_TRANSACTION_WIRE";

    private final String index;
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private String tail = "";

    private Condition(String index) {
        this.index = index;
    }

    /**
     * @param index the index to use: Derby, asked for one page of many, would rather sort the whole table; to other
     *     engines the hint is a comment
     */
    static Condition by(String index) {
        return new Condition(index);
    }

    /** Those that run. */
    static Condition open() {
        return by(END).and("x.end_received_at is null");
    }

    /** @param part with a question mark for each value */
    Condition and(String part, Object... partValues) {
        parts.add(part);
        values.addAll(List.of(partValues));
        return this;
    }

    /** One of these; nothing where there are none. */
    Condition in(String column, List<String> wanted) {
        String marks = wanted.isEmpty() ? "cast(null as varchar(36))" : "?" + ", ?".repeat(wanted.size() - 1);
        return and(column + " in (" + marks + ")", wanted.toArray());
    }

    /** Newest start first, at most so many. */
    Condition newest(int limit) {
        return newestFirst("x.start_received_at desc, x.id desc", limit);
    }

    /** @param order columns with their direction */
    Condition newestFirst(String order, int limit) {
        tail = " order by " + order + " fetch first ? rows only";
        values.add(limit);
        return this;
    }

    String sql() {
        String where = parts.isEmpty() ? "" : "where " + String.join(" and ", parts);
        return " --DERBY-PROPERTIES index=" + index + "\n" + where + tail;
    }

    PreparedStatement bind(PreparedStatement query) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            query.setObject(i + 1, values.get(i));
        }
        return query;
    }
}
