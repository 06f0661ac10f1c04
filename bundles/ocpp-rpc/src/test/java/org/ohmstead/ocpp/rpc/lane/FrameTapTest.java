package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller.Answer;

/** What those see who watch a station. */
@Timeout(60)
class FrameTapTest {

    private TestLanes lanes = new TestLanes(TestLanes.PATIENT);

    @AfterEach
    void stop() {
        lanes.close();
    }

    @Test
    void aTapSeesBothDirectionsInOrderWithoutSecrets() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        List<String> seen = new CopyOnWriteArrayList<>();
        AutoCloseable tap = lanes.service.watch(
                new StationId("CP-1"),
                frame -> seen.add(arrow(frame.shown()) + frame.shown().text()));
        AutoCloseable broken = lanes.service.watch(new StationId("CP-1"), frame -> {
            throw new IllegalStateException("a viewer gone mad");
        });
        Line line = lanes.line();
        line.says("[2,'1','A',{'k':'secret'}]").hears();
        line.says("nonsense secret").hears();
        line.says("[3,'9',{'k':'secret'}]");
        CompletableFuture<Answer> answer = lanes.async(() -> dialect.caller.call("Reset", "{}"));
        String id = line.hearsCall("Reset");
        line.says("[3,'" + id + "',{'k':'secret'}]");
        answer.get();
        tap.close();
        broken.close();
        line.says("[2,'2','A',{}]").hears();

        assertThat(seen).hasSize(7).noneMatch(text -> text.contains("secret"));
        assertThat(seen.subList(0, 2))
                .containsExactly("> [2,\"1\",\"A\",{\"k\":\"***\"}]", "< [3,\"1\",{\"A\":{\"k\":\"***\"}}]");
        assertThat(seen.get(4)).isEqualTo("> [3,\"9\",\"(not shown)\"]");
        assertThat(seen.getLast()).isEqualTo("> [3,\"" + id + "\",{\"k\":\"***\"}]");
    }

    private static String arrow(FrameTap.SeenFrame frame) {
        return frame.fromStation() ? "> " : "< ";
    }

    @Test
    void whoWatchesOneStationMaySeeItAsItMayBeKept() throws Exception {
        lanes.speak(new TestDialect());
        List<String> seen = new CopyOnWriteArrayList<>();
        try (AutoCloseable tap = lanes.service.watch(
                new StationId("CP-1"), frame -> seen.add(frame.kept().text()))) {
            assertThat(tap).isNotNull();
            lanes.line().says("[2,'1','A',{'k':'secret','t':'card'}]").hears();
        }
        assertThat(seen.getFirst()).isEqualTo("[2,\"1\",\"A\",{\"k\":\"***\",\"t\":\"c***\"}]");
    }

    @Test
    void aTapOfOneStationDoesNotSeeAnother() throws Exception {
        lanes.speak(new TestDialect());
        List<FrameTap.SeenFrame> seen = new CopyOnWriteArrayList<>();
        try (AutoCloseable tap = lanes.service.watch(new StationId("CP-2"), frame -> seen.add(frame.shown()))) {
            assertThat(tap).isNotNull();
            lanes.line().says("[2,'1','A',{}]").hears();
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void whoWatchesAllSeesEveryStationAsItMayBeKept() throws Exception {
        lanes.speak(new TestDialect());
        List<FrameTap.PassedFrame> passed = new CopyOnWriteArrayList<>();
        AutoCloseable tap = lanes.service.watchAll(passed::add);
        AutoCloseable broken = lanes.service.watchAll(frame -> {
            throw new IllegalStateException("a viewer gone mad");
        });
        lanes.line().says("[2,'1','A',{'k':'secret','t':'card'}]").hears();
        lanes.line().says("nonsense secret").hears();
        tap.close();
        broken.close();
        lanes.line().says("[2,'2','A',{}]").hears();

        List<FrameTap.SeenFrame> kept =
                passed.stream().map(FrameTap.PassedFrame::kept).toList();
        assertThat(kept).hasSize(4).noneMatch(frame -> frame.text().contains("secret"));
        assertThat(kept.get(0).text()).isEqualTo("[2,\"1\",\"A\",{\"k\":\"***\",\"t\":\"c***\"}]");
        assertThat(kept.get(0).fromStation()).isTrue();
        assertThat(kept.get(1).fromStation()).isFalse();
        assertThat(passed.get(0).length()).isEqualTo("1A{'k':'secret','t':'card'}".length());
    }

    /** Whoever keeps them counts what they take: an id may be as long as a message, and is sent back. */
    @Test
    void aFrameWeighsAsMuchAsItHolds() throws Exception {
        lanes.speak(new TestDialect());
        List<FrameTap.PassedFrame> passed = new CopyOnWriteArrayList<>();
        try (AutoCloseable tap = lanes.service.watchAll(passed::add)) {
            assertThat(tap).isNotNull();
            lanes.line().says("[2,'" + "x".repeat(100_000) + "','A',{}]").hears();
        }
        assertThat(passed).hasSize(2).allMatch(frame -> frame.length() > 100_000);
    }

    @Test
    void whatPassedIsStillReadableAfterItsDialectWent() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        List<FrameTap.PassedFrame> passed = new CopyOnWriteArrayList<>();
        try (AutoCloseable tap = lanes.service.watchAll(passed::add)) {
            assertThat(tap).isNotNull();
            lanes.line().says("[2,'1','A',{'k':'secret'}]").hears();
        }
        lanes.service.removeDialect(dialect);

        assertThat(passed.getFirst().kept().text()).isEqualTo("[2,\"1\",\"A\",{\"k\":\"***\"}]");
    }

    @Test
    void aHugeFrameIsShownInPart() throws Exception {
        lanes.speak(new TestDialect());
        List<FrameTap.SeenFrame> seen = new CopyOnWriteArrayList<>();
        try (AutoCloseable tap = lanes.service.watch(new StationId("CP-1"), frame -> seen.add(frame.shown()))) {
            assertThat(tap).isNotNull();
            lanes.line().says("[2,'1','A',{'a':'" + "x".repeat(100_000) + "'}]").hears();
        }
        assertThat(seen).hasSize(2).allMatch(frame -> frame.text().length() == 64 * 1024);
    }
}
