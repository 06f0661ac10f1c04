package org.ohmstead.ocpp.websocket;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.StationId;
import org.ohmstead.ocpp.rpc.KeepAlive;
import org.ohmstead.ocpp.rpc.Lane;
import org.ohmstead.ocpp.rpc.Lanes;
import org.ohmstead.ocpp.rpc.Wire;

/** Lanes that say back what they are told. */
final class Echoes implements Lanes {

    final List<String> spoken = new CopyOnWriteArrayList<>(List.of("ocpp1.6"));
    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<String> closed = new CopyOnWriteArrayList<>();

    /** What every station needs, if anything special. */
    volatile Optional<KeepAlive> keepAlive = Optional.empty();

    @Override
    public Optional<String> choose(List<String> offered) {
        return offered.stream().filter(spoken::contains).findFirst();
    }

    @Override
    public Lane open(StationId station, String subprotocol, Wire wire) {
        return new Lane() {
            @Override
            public void received(String text) {
                heard.add(text);
                if (text.startsWith("close ")) {
                    wire.close(Integer.parseInt(text.substring(6)), "as you wish");
                } else if (text.startsWith("flood ")) {
                    String filling = "x".repeat(60_000);
                    for (int i = 0; i < Integer.parseInt(text.substring(6)); i++) {
                        wire.send(filling + ThreadLocalRandom.current().nextInt());
                    }
                } else if (text.equals("shout")) {
                    wire.send("x".repeat(32 << 20)); // more than the buffers of the network take
                } else {
                    wire.send(subprotocol + ": " + text);
                }
            }

            @Override
            public void closed(String why) {
                closed.add(station + " " + why);
            }

            @Override
            public KeepAlive keepAlive(KeepAlive usual) {
                return keepAlive.orElse(usual);
            }

            @Override
            public StationControl control() {
                return new StationControl() {
                    @Override
                    public <T> Optional<T> as(Class<T> capability) {
                        return Optional.empty();
                    }
                };
            }
        };
    }
}
