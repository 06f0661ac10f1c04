package org.ohmstead.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Meters;

class MetersServiceTest {

    private final MetersService meters = new MetersService();

    private List<String> lines(String start) {
        return meters.scrape().lines().filter(line -> line.startsWith(start)).toList();
    }

    @Test
    void aCounterCountsFromManyThreads() {
        Meters.Counter counter = meters.counter("ohmstead.ocpp.frames", "Frames", "direction", "in");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                threads.submit(() -> counter.add(2));
            }
        }

        assertThat(lines("ohmstead_ocpp_frames_total"))
                .containsExactly("ohmstead_ocpp_frames_total{direction=\"in\"} 200");
        assertThat(lines("# TYPE ohmstead_ocpp_frames_total"))
                .containsExactly("# TYPE ohmstead_ocpp_frames_total counter");
    }

    @Test
    void theSameNameAndTagsAreTheSameInstrument() {
        meters.counter("store.commits", "Commits").add(1);
        meters.counter("store.commits", "Commits").add(1);
        meters.counter("store.commits", "Commits", "kind", "failed").add(5);

        assertThat(lines("ohmstead_store_commits_total"))
                .containsExactlyInAnyOrder(
                        "ohmstead_store_commits_total 2", "ohmstead_store_commits_total{kind=\"failed\"} 5");
    }

    @Test
    void aTimerFillsItsBucketsUpwards() {
        Meters.Timer timer = meters.timer("ohmstead.ocpp.answer.time", "Answers");
        timer.record(Duration.ofMillis(1));
        timer.record(Duration.ofMillis(3));
        timer.record(Duration.ofMinutes(1));

        assertThat(lines("ohmstead_ocpp_answer_time_seconds"))
                .contains(
                        "ohmstead_ocpp_answer_time_seconds_bucket{le=\"0.001\"} 1",
                        "ohmstead_ocpp_answer_time_seconds_bucket{le=\"0.0025\"} 1",
                        "ohmstead_ocpp_answer_time_seconds_bucket{le=\"0.005\"} 2",
                        "ohmstead_ocpp_answer_time_seconds_bucket{le=\"30\"} 2",
                        "ohmstead_ocpp_answer_time_seconds_bucket{le=\"+Inf\"} 3",
                        "ohmstead_ocpp_answer_time_seconds_sum 60.004",
                        "ohmstead_ocpp_answer_time_seconds_count 3");
    }

    @Test
    void aGaugeOfAReplacedComponentLeavesItsSuccessorsAlone() {
        Meters.Registration old = meters.gauge("stations.online", "Online", () -> 1);
        Meters.Registration successor = meters.gauge("stations.online", "Online", () -> 2);
        old.close();
        assertThat(lines("ohmstead_stations_online")).containsExactly("ohmstead_stations_online 2");

        successor.close();
        successor.close();

        assertThat(meters.scrape()).doesNotContain("stations_online");
    }

    @Test
    void whatALabelHoldsCannotBreakTheFormat() {
        meters.counter("odd", "Two\nlines", "who", "a\"b\\c\nd").add(1);

        assertThat(lines("ohmstead_odd_total")).containsExactly("ohmstead_odd_total{who=\"a\\\"b\\\\c\\nd\"} 1");
        assertThat(lines("# HELP ohmstead_odd_total")).containsExactly("# HELP ohmstead_odd_total Two\\nlines");
    }

    @Test
    void aNameKeepsItsKind() {
        meters.gauge("ohmstead.thing.total", "A gauge", () -> 1);

        assertThatThrownBy(() -> meters.counter("thing", "A counter")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Prometheus takes {@code rate()} and a restart for what they are only where the type says so. */
    @Test
    void whatOnlyRisesIsACounter() {
        for (String name : List.of("jvm_gc_seconds", "jvm_gc_runs", "process_cpu_seconds")) {
            assertThat(lines("# TYPE " + name)).containsExactly("# TYPE " + name + "_total counter");
        }
        assertThat(lines("# TYPE jvm_threads")).containsExactly("# TYPE jvm_threads gauge");
    }

    @Test
    void aTotalOfAReplacedComponentLeavesItsSuccessorsAlone() {
        Meters.Registration old = meters.total("wirelog.dropped", "Dropped", () -> 7, "why", "full");
        Meters.Registration successor = meters.total("wirelog.dropped", "Dropped", () -> 1.5, "why", "full");
        old.close();

        assertThat(lines("ohmstead_wirelog_dropped"))
                .containsExactly("ohmstead_wirelog_dropped_total{why=\"full\"} 1.5");
        successor.close();
        assertThat(meters.scrape()).doesNotContain("wirelog_dropped");
    }

    @Test
    void theJavaMachineTellsOfItself() {
        for (String name : List.of(
                "jvm_memory_heap_used_bytes", "jvm_threads", "process_open_descriptors", "process_cpu_seconds_total")) {
            assertThat(lines(name + " "))
                    .singleElement()
                    .satisfies(line -> assertThat(Double.parseDouble(line.substring(line.indexOf(' '))))
                            .isPositive());
        }
    }
}
