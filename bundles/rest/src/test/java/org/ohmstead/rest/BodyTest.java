package org.ohmstead.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ohmstead.rest.resource.Problem;

/** Bodies are read no longer than is good for everybody else. */
class BodyTest {

    @Test
    void aBodyThatComesInDropsIsNotWaitedForForLong() {
        InputStream drops = new InputStream() {
            private int taken;

            @Override
            public int read() {
                return '{';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (++taken > 50_000_000) {
                    throw new AssertionError("It waits for ever");
                }
                into[offset] = '{';
                return 1;
            }
        };

        assertThatThrownBy(() -> Body.read(drops, Integer.MAX_VALUE, Duration.ofMillis(1)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(408));
        assertThatThrownBy(() -> Body.read(drops, 10, Duration.ofDays(1)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
    }
}
