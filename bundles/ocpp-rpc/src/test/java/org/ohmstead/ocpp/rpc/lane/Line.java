package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.ohmstead.api.model.StationId;
import org.ohmstead.ocpp.rpc.Lane;
import org.ohmstead.ocpp.rpc.Wire;

/** A connection without a network: what the lane sends and how it closes can be asked. */
public final class Line implements Wire {

    /** The side of the server. */
    public final Lane lane;

    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();

    Line(LanesService lanes, String station, String subprotocol) {
        lane = lanes.open(new StationId(station), subprotocol, this);
    }

    @Override
    public void send(String text) {
        sent.add(text);
    }

    @Override
    public void close(int code, String reason) {
        closes.add(code);
    }

    /** The station says this; ' stands for ". */
    public Line says(String text) {
        lane.received(text.replace('\'', '"'));
        return this;
    }

    /** What the station hears next; ' stands for ". */
    public String hears() throws InterruptedException {
        return next().replace('"', '\'');
    }

    /** What the station hears next, as it is. */
    public String next() throws InterruptedException {
        String text = sent.poll(10, TimeUnit.SECONDS);
        assertThat(text).as("something is heard").isNotNull();
        return text;
    }

    /** Hears a call and gives its id. */
    public String hearsCall(String action) throws InterruptedException {
        String[] parts = hears().split(",", 4);
        assertThat(parts[0]).isEqualTo("[2");
        assertThat(parts[2]).isEqualTo("'" + action + "'");
        return parts[1].replace("'", "");
    }

    public int closeCode() throws InterruptedException {
        Integer code = closes.poll(10, TimeUnit.SECONDS);
        assertThat(code).as("closed").isNotNull();
        return code;
    }

    public boolean silent() {
        return sent.isEmpty();
    }

    public boolean open() {
        return closes.isEmpty();
    }

    public List<String> heard() {
        List<String> all = new ArrayList<>();
        sent.drainTo(all);
        return all;
    }
}
