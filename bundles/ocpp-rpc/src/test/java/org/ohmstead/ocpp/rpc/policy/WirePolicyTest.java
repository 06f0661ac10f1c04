package org.ohmstead.ocpp.rpc.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.WirePolicy;

class WirePolicyTest {

    private static final StationId STATION = new StationId("CP-1");
    private final WirePolicies policies = new WirePolicies();

    private record File(
            String vendor,
            String model,
            String stations,
            int pingSeconds,
            int silenceSeconds,
            int callGapMillis,
            int callTimeoutSeconds)
            implements ConfiguredWirePolicy.Settings {

        @Override
        public Class<? extends Annotation> annotationType() {
            return ConfiguredWirePolicy.Settings.class;
        }
    }

    private static ConfiguredWirePolicy saying(int value) {
        return new ConfiguredWirePolicy(new File("", "", "", value, value, value, value));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', true",
        "wall box, '', '', true",
        "' Wall Box Chargers ', '', '', true",
        "wall box, copper, '', true",
        "wall box, pulsar, '', false",
        "'', copper, '', true",
        "acme, '', '', false",
        "'', '', CP-1, true",
        "'', '', 'CP-2, CP-1', true",
        "'', '', cp-1, false",
        "'', '', CP-, false",
        "'', '', CP-*, true",
        "'', '', *, true",
        "'', '', 'CP-2,', false",
        "acme, '', CP-1, false",
        "wall box, '', CP-2, false"
    })
    void aFileIsForThoseWhoFitAllThatIsGiven(String vendor, String model, String stations, boolean applies) {
        Hardware hardware = new Hardware(
                "Wall Box Chargers",
                "CPB1 Copper SB",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ConfiguredWirePolicy policy = new ConfiguredWirePolicy(new File(vendor, model, stations, 0, -1, -1, -1));
        assertThat(policy.applies(STATION, Optional.of(hardware))).isEqualTo(applies);
        boolean byHardware = !vendor.isEmpty() || !model.isEmpty();
        assertThat(policy.applies(STATION, Optional.empty())).isEqualTo(applies && !byHardware);
    }

    @Test
    void zeroPingsAreNoneAndZeroTimeToAnswerIsNoOpinion() {
        assertThat(saying(0).ping()).contains(Duration.ZERO);
        assertThat(saying(0).silence()).contains(Duration.ZERO);
        assertThat(saying(0).callGap()).contains(Duration.ZERO);
        assertThat(saying(0).callTimeout()).isEmpty();
    }

    @Test
    void minusOneIsNoOpinion() {
        policies.addPolicy(saying(-1), Map.of());
        assertThat(policies.decide(STATION, WirePolicy::ping)).isEmpty();
        assertThat(policies.decide(STATION, WirePolicy::silence)).isEmpty();
        assertThat(policies.decide(STATION, WirePolicy::callGap)).isEmpty();
        assertThat(policies.decide(STATION, WirePolicy::callTimeout)).isEmpty();
    }

    @Test
    void ofSeveralTheHighestThatSaysSomethingDecides() {
        WirePolicy lower = saying(7);
        policies.addPolicy(lower, Map.of());
        policies.addPolicy(new ConfiguredWirePolicy(new File("", "", "", 9, -1, -1, -1)), Map.of("service.ranking", 1));
        assertThat(policies.decide(STATION, WirePolicy::ping)).contains(Duration.ofSeconds(9));
        assertThat(policies.decide(STATION, WirePolicy::callGap)).contains(Duration.ofMillis(7));
        policies.removePolicy(lower);
        assertThat(policies.decide(STATION, WirePolicy::callGap)).isEmpty();
    }

    private static WirePolicy saying(Supplier<Optional<Duration>> ping) {
        return new WirePolicy() {
            @Override
            public boolean applies(StationId station, Optional<Hardware> hardware) {
                return true;
            }

            @Override
            public Optional<Duration> ping() {
                return ping.get();
            }
        };
    }

    @Test
    @Timeout(20)
    void aPolicyThatHangsIsNotWaitedForTwice() throws Exception {
        WirePolicies impatient = new WirePolicies(Duration.ofMillis(100));
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        impatient.addPolicy(
                saying(() -> {
                    asked.incrementAndGet();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return Optional.empty();
                }),
                Map.of("service.ranking", 1));
        impatient.addPolicy(saying(7), Map.of());
        assertThat(impatient.decide(STATION, WirePolicy::ping)).contains(Duration.ofSeconds(7));
        assertThat(impatient.decide(STATION, WirePolicy::ping)).contains(Duration.ofSeconds(7));
        assertThat(asked).hasValue(1);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** As a plugin does that was built against another version of something. */
    @Test
    void aPolicyThatCannotBeLinkedHarmsNoOther() {
        policies.addPolicy(
                saying(() -> {
                    throw new NoSuchMethodError("built against something else");
                }),
                Map.of("service.ranking", 1));
        policies.addPolicy(saying(7), Map.of());
        assertThat(policies.decide(STATION, WirePolicy::ping)).contains(Duration.ofSeconds(7));
    }

    @Test
    void noAnswerAtAllAndATimeBeforeNowAreNoOpinion() {
        policies.addPolicy(saying(() -> null), Map.of("service.ranking", 2));
        policies.addPolicy(saying(() -> Optional.of(Duration.ofSeconds(-1))), Map.of("service.ranking", 1));
        policies.addPolicy(saying(7), Map.of());
        assertThat(policies.decide(STATION, WirePolicy::ping)).contains(Duration.ofSeconds(7));
    }

    @Test
    void forEverIsAYear() {
        policies.addPolicy(saying(() -> Optional.of(Duration.ofSeconds(Long.MAX_VALUE))), Map.of());
        assertThat(policies.decide(STATION, WirePolicy::ping)).contains(Duration.ofDays(365));
    }

    @Test
    void onePolicyThatFailsIsNotAskedAgainAndHarmsNoOther() {
        int[] asked = {0};
        policies.addPolicy(
                (station, hardware) -> {
                    asked[0]++;
                    throw new IllegalStateException("broken");
                },
                Map.of("service.ranking", 1));
        policies.addPolicy(saying(7), Map.of());
        assertThat(policies.decide(STATION, WirePolicy::ping)).contains(Duration.ofSeconds(7));
        assertThat(policies.decide(STATION, WirePolicy::ping)).contains(Duration.ofSeconds(7));
        assertThat(asked[0]).isEqualTo(1);
    }
}
