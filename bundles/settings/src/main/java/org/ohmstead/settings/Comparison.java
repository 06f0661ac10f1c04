package org.ohmstead.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ohmstead.api.csms.Settings.Kind;
import org.ohmstead.api.csms.Settings.Line;

/** What became of a text, line by line: the longest common subsequence stays, the rest went or came. */
final class Comparison {

    /** More comparisons than this are not worth it; then all that differs went, and came. */
    private static final long MOST = 4_000_000;

    private Comparison() {}

    static List<Line> of(List<String> before, List<String> after) {
        int same = common(before, after);
        List<String> one = before.subList(same, before.size());
        List<String> other = after.subList(same, after.size());
        int sameEnd = common(one.reversed(), other.reversed());
        one = one.subList(0, one.size() - sameEnd);
        other = other.subList(0, other.size() - sameEnd);

        List<Line> lines = new ArrayList<>();
        add(lines, Kind.SAME, after.subList(0, same));
        if ((long) one.size() * other.size() > MOST) {
            add(lines, Kind.GONE, one);
            add(lines, Kind.ADDED, other);
        } else {
            lines.addAll(middle(one, other));
        }
        add(lines, Kind.SAME, after.subList(after.size() - sameEnd, after.size()));
        return lines;
    }

    private static int common(List<String> one, List<String> other) {
        int same = 0;
        while (same < Math.min(one.size(), other.size()) && one.get(same).equals(other.get(same))) {
            same++;
        }
        return same;
    }

    private static void add(List<Line> lines, Kind kind, List<String> texts) {
        texts.forEach(text -> lines.add(new Line(kind, text)));
    }

    private static List<Line> middle(List<String> before, List<String> after) {
        int[][] longest = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                longest[i][j] = before.get(i).equals(after.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(new Line(Kind.SAME, after.get(j++)));
                i++;
            } else if (j == after.size() || i < before.size() && longest[i + 1][j] >= longest[i][j + 1]) {
                lines.add(new Line(Kind.GONE, before.get(i++)));
            } else {
                lines.add(new Line(Kind.ADDED, after.get(j++)));
            }
        }
        return Collections.unmodifiableList(lines);
    }
}
