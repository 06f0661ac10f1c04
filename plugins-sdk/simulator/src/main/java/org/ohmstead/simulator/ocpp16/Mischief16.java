package org.ohmstead.simulator.ocpp16;

import java.io.IOException;
import org.ohmstead.simulator.World;
import org.ohmstead.simulator.wire.Line;

/** What no station should do and some do all the same; for oddities. A station that is offline does nothing of it. */
public final class Mischief16 {

    private final World world;
    private final Uplink16 uplink;
    private final Cabinet cabinet;

    Mischief16(World world, Uplink16 uplink, Cabinet cabinet) {
        this.world = world;
        this.uplink = uplink;
        this.cabinet = cabinet;
    }

    /** Sends any text as a frame, between its calls; nobody waits for an answer. */
    public void blurts(String text) {
        uplink.besides(line -> line.send(text));
    }

    /** Sends a binary frame. */
    public void blurts(byte[] bytes) {
        uplink.besides(line -> line.sendBinary(bytes));
    }

    /** Opens another connection and sends bytes as text that are none. */
    public void garbles(byte[] noUtf8) {
        try {
            world.door().garble(uplink.visitor(), noUtf8);
        } catch (IOException refused) {
            // The CSMS is down or will not have it; either is fine.
        }
    }

    /** Loses the line and comes back by itself, without Boot. */
    public void losesLine() {
        uplink.lose();
    }

    /** Opens a new line while the CSMS still believes in the last one, which stays open and silent. */
    public void forgetsLine() {
        uplink.forget();
    }

    /** Opens a second line from which nothing comes. */
    public void doublesLine() {
        try {
            world.door().enter(uplink.visitor(), new Deaf());
        } catch (IOException refused) {
            // The CSMS is down; the first line will find out.
        }
    }

    /** Comes back after it has {@link Station16#vanish() vanished}, however long the CSMS is away, without Boot. */
    public void comesBack() {
        uplink.comeBack();
    }

    /** Reports a status that has nothing to do with what the connector does. */
    public void reports(Connector16 connector, ConnectorStatus status) {
        uplink.report(connector.id(), cabinet.clock().tick(), status, "NoError");
        uplink.settle();
    }

    private static final class Deaf implements Line.Listener {

        @Override
        public void text(String frame) {}

        @Override
        public void closed(int code, String reason) {}
    }
}
