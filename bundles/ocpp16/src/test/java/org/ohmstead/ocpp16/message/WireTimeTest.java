package org.ohmstead.ocpp16.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-22T12:00:00Z               | 2026-11-22T12:00:00Z",
                "2026-11-22T12:00:00.123Z           | 2026-11-22T12:00:00.123Z",
                "2026-11-22T12:00:00.1Z             | 2026-11-22T12:00:00.100Z",
                "2026-11-22T12:00:00,123Z           | 2026-11-22T12:00:00.123Z",
                "2026-11-22T12:00:00.123456789Z     | 2026-11-22T12:00:00.123456Z",
                "2026-11-22T12:00:00.1234567890123Z | 2026-11-22T12:00:00.123456Z",
                "2026-11-22T12:00Z                  | 2026-11-22T12:00:00Z",
                "2026-11-22t12:00:00z               | 2026-11-22T12:00:00Z",
                "2026-11-22 12:00:00Z               | 2026-11-22T12:00:00Z",
                "2026-11-22T12:00:00                | 2026-11-22T12:00:00Z",
                "2026-11-22T12:00:00.5              | 2026-11-22T12:00:00.500Z",
                "2026-11-22T12:00:00+00:00          | 2026-11-22T12:00:00Z",
                "2026-11-22T12:00:00-00:00          | 2026-11-22T12:00:00Z",
                "2026-11-22T13:00:00+01:00          | 2026-11-22T12:00:00Z",
                "2026-11-22T13:00:00+0100           | 2026-11-22T12:00:00Z",
                "2026-11-22T13:00:00+01             | 2026-11-22T12:00:00Z",
                "2026-11-22T17:30:00.25+05:30       | 2026-11-22T12:00:00.250Z",
                "2026-11-21T23:30:00-12:30          | 2026-11-22T12:00:00Z",
                "2027-01-01T00:30:00+01:00          | 2026-12-31T23:30:00Z",
                "2024-02-29T00:00:00Z               | 2024-02-29T00:00:00Z",
                "2016-12-31T23:59:60Z               | 2017-01-01T00:00:00Z",
                "1970-01-01T00:00:00Z               | 1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.5Z             | 1969-12-31T23:59:59.500Z",
                "0001-01-01T00:00:00Z               | 0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z               | 9999-12-31T23:59:59Z"
            })
    void aTimeIsRead(String text, Instant instant) {
        assertThat(parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026",
                "2026-11-22",
                "2026-11-22T",
                "2026-11-22T12",
                "2026-11-22T12:0",
                "2026-11-22T12:00:",
                "2026-11-22T12:00:0Z",
                "2026-11-22T12:00:00.Z",
                "2026-11-22T12:00:00.Z1",
                "2026-11-22T12:00:00ZZ",
                "2026-11-22T12:00:00Z ",
                " 2026-11-22T12:00:00Z",
                "2026-11-22T12:00:00 Z",
                "2026-11-22T12:00:00+",
                "2026-11-22T12:00:00+1",
                "2026-11-22T12:00:00+01:",
                "2026-11-22T12:00:00+01:60",
                "2026-11-22T12:00:00+19:00",
                "2026-11-22T12:00:00+01:00Z",
                "2026-11-22T12:00:00 CET",
                "2026-11-22T24:00:00Z",
                "2026-11-22T12:60:00Z",
                "2026-11-22T12:00:61Z",
                "2026-00-22T12:00:00Z",
                "2026-13-22T12:00:00Z",
                "2026-11-00T12:00:00Z",
                "2026-11-31T12:00:00Z",
                "2026-02-29T12:00:00Z",
                "2026-11-32T12:00:00Z",
                "2026/11/22T12:00:00Z",
                "20261122T120000Z",
                "+2026-11-22T12:00:00Z",
                "-2026-11-22T12:00:00Z",
                "12026-11-22T12:00:00Z",
                "26-11-22T12:00:00Z",
                "2026-1-22T12:00:00Z",
                "2026-11-22X12:00:00Z",
                "２０２６-11-22T12:00:00Z",
                "1763812800",
                "22.11.2026 12:00:00",
                "Sun, 22 Nov 2026 12:00:00 GMT"
            })
    void whatIsNoTimeIsNotRead(String text) {
        assertThat(parse(text)).isNull();
    }

    /** The JDK reads the same, wherever it reads anything. */
    @Test
    void theClockOfTheJdkAgrees() {
        Random random = new Random(1_600);
        for (int i = 0; i < 20_000; i++) {
            String text = "%04d-%02d-%02dT%02d:%02d:%02d.%03d%s%02d:%02d"
                    .formatted(
                            random.nextInt(1, 9999),
                            random.nextInt(1, 13),
                            random.nextInt(1, 32),
                            random.nextInt(24),
                            random.nextInt(60),
                            random.nextInt(60),
                            random.nextInt(1000),
                            random.nextBoolean() ? "+" : "-",
                            random.nextInt(18),
                            random.nextInt(60));
            assertThat(parse(text)).as(text).isEqualTo(readByTheJdk(text));
        }
    }

    private static Instant readByTheJdk(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (java.time.DateTimeException noSuchDay) {
            return null;
        }
    }

    /** As it lies in a parser's buffer, with other text around it. */
    private static Instant parse(String text) {
        return WireTime.parse(("1" + text + "1").toCharArray(), 1, text.length());
    }
}
