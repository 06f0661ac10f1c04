package org.ohmstead.simulator.oddity;

import java.util.List;
import java.util.Set;
import org.ohmstead.simulator.ledger.Violation;
import org.ohmstead.simulator.ocpp16.Connector16;
import org.ohmstead.simulator.ocpp16.Habits;
import org.ohmstead.simulator.ocpp16.Mischief16;
import org.ohmstead.simulator.ocpp16.Station16;

/** Frames no station should send, between those it should. */
final class Noises {

    private static final int HUGE = 2_000_000;

    static List<Oddity> oddities() {
        return List.of(
                noise(
                        "broken-json",
                        "sends a frame that ends in the middle",
                        mischief -> mischief.blurts("[2,\"odd-1\",\"Heartbeat\",{\"a\":")),
                noise(
                        "unknown-action",
                        "makes a call of which no standard knows",
                        mischief -> mischief.blurts("[2,\"odd-1\",\"MakeCoffee\",{}]")),
                noise(
                        "wrong-direction",
                        "makes a call only a CSMS may make, and answers calls nobody made",
                        mischief -> {
                            mischief.blurts("[2,\"odd-1\",\"RemoteStartTransaction\",{\"idTag\":\"ODD\"}]");
                            mischief.blurts("[3,\"nobody-asked\",{\"status\":\"Accepted\"}]");
                            mischief.blurts("[4,\"nobody-asked\",\"InternalError\",\"\",{}]");
                        }),
                noise(
                        "huge-frame",
                        "sends a frame of two million characters",
                        mischief -> mischief.blurts("[2,\"odd-1\",\"DataTransfer\",{\"vendorId\":\"ODD\",\"data\":\""
                                + "x".repeat(HUGE) + "\"}]")),
                noise("binary-frame", "sends a binary frame", mischief -> mischief.blurts(new byte[] {0, 1, 2})),
                noise(
                        "invalid-utf8",
                        "sends a text frame that is no UTF-8, over a connection of its own",
                        mischief ->
                                mischief.garbles(new byte[] {'[', '2', ',', '"', (byte) 0xFF, (byte) 0xFE, '"', ']'})));
    }

    private Noises() {}

    private interface Noise {
        void make(Mischief16 mischief);
    }

    private static Oddity noise(String name, String prose, Noise noise) {
        return new Oddity(name, prose + ", in every session", () -> new Noisy(noise));
    }

    private record Noisy(Noise noise) implements Habits {

        private static final Set<Violation.Kind> REFUSALS =
                Set.of(Violation.Kind.CALL_ERROR, Violation.Kind.UNKNOWN_MESSAGE_ID);

        @Override
        public void drawn(Station16 station, Connector16 connector) {
            noise.make(station.mischief());
        }

        @Override
        public Set<Violation.Kind> provokes() {
            return REFUSALS;
        }
    }
}
