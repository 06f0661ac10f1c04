package org.ohmstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static String compared(String before, String after) {
        return Comparison.of(before.lines().toList(), after.lines().toList()).stream()
                .map(line -> switch (line.kind()) {
                            case SAME -> " ";
                            case ADDED -> "+";
                            case GONE -> "-";
                        }
                        + line.text())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void whatStayedWentAndCameIsTold() {
        assertThat(compared("a\nb\nc\nd\ne", "a\nx\nc\ne\nf")).isEqualTo(" a\n-b\n+x\n c\n-d\n e\n+f");
        assertThat(compared("", "a")).isEqualTo("+a");
        assertThat(compared("a", "")).isEqualTo("-a");
        assertThat(compared("a\na", "a")).isEqualTo(" a\n-a");
        assertThat(compared("", "")).isEmpty();
    }

    @Test
    void hugeTextsAreNotComparedLineByLine() {
        List<String> before = Collections.nCopies(5_000, "a");
        List<String> after =
                IntStream.range(0, 5_000).mapToObj(Integer::toString).toList();

        assertThat(Comparison.of(before, after)).hasSize(10_000);
    }
}
