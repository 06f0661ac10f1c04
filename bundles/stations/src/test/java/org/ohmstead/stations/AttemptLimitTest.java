package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.stations.Place.ELSEWHERE;
import static org.ohmstead.stations.Place.HERE;
import static org.ohmstead.stations.Place.address;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {

    private final Place place = new Place();
    private final AttemptLimit limit = new AttemptLimit(place.clock);

    @Test
    void afterThirtyFailuresOneGuessASecondIsLeft() {
        fail("CP-1", 29);
        assertThat(limit.exhausted(HERE, "CP-1")).isFalse();
        fail("CP-1", 1);
        assertThat(limit.exhausted(HERE, "CP-1")).isTrue();

        wait(Duration.ofSeconds(1));
        assertThat(limit.exhausted(HERE, "CP-1")).isFalse();
        fail("CP-1", 1);
        assertThat(limit.exhausted(HERE, "CP-1")).isTrue();
    }

    @Test
    void failuresCountWhereTheyHappenOnly() {
        fail("CP-1", 100);

        assertThat(limit.exhausted(ELSEWHERE, "CP-1")).isFalse();
        assertThat(limit.exhausted(HERE, "CP-2")).isFalse();
    }

    @Test
    void whoeverTriesManyIdentitiesWearsTheAddressOut() {
        for (int i = 0; i < 300; i++) {
            fail("CP-" + i, 1);
        }
        assertThat(limit.exhausted(HERE)).isTrue();
        assertThat(limit.exhausted(HERE, "CP-ANY")).isFalse();
        wait(Duration.ofMinutes(1));
        assertThat(limit.exhausted(HERE)).isFalse();
    }

    @Test
    void aHostWithManyAddressesIsOneHost() {
        for (int i = 0; i < 30; i++) {
            limit.failed(address("2001:db8::" + Integer.toHexString(i)), "CP-1");
        }
        assertThat(limit.exhausted(address("2001:db8::ffff"), "CP-1")).isTrue();
        assertThat(limit.exhausted(address("2001:db8:0:1::1"), "CP-1")).isFalse();
    }

    @Test
    void aClockThatIsSetBackForgivesNothingAndForbidsNothing() {
        fail("CP-1", 30);
        wait(Duration.ofHours(-2));
        assertThat(limit.exhausted(HERE, "CP-1")).isTrue();
        fail("CP-2", 1);
        assertThat(limit.exhausted(HERE, "CP-2")).isFalse();
    }

    @Test
    void onlyTheFirstFailureInAWhileIsNews() {
        assertThat(limit.failed(HERE, "CP-1")).isTrue();
        assertThat(limit.failed(HERE, "CP-1")).isFalse();
        wait(Duration.ofMinutes(5));
        assertThat(limit.failed(HERE, "CP-1")).isTrue();
    }

    @Test
    void aFloodFromEverywhereDoesNotFillTheMemoryNorRefuseEverybody() {
        for (int i = 0; i < 50_000; i++) {
            limit.failed(address("10." + (i >> 16) + "." + (i >> 8 & 0xff) + "." + (i & 0xff)), "CP-" + i);
        }
        assertThat(limit.exhausted(HERE, "CP-1")).isFalse();
        assertThat(limit.exhausted(HERE)).isFalse();
    }

    private void fail(String identity, int times) {
        for (int i = 0; i < times; i++) {
            limit.failed(HERE, identity);
        }
    }

    private void wait(Duration time) {
        place.now = place.now.plus(time);
    }
}
