package org.ohmstead.adminsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.ClosedDoor;
import org.ohmstead.api.csms.Door;

class DoorsTest {

    private final AtomicInteger givenUp = new AtomicInteger();
    private final Doors doors = new Doors(givenUp::incrementAndGet);

    @Test
    void oneDoorIsNotEnough() {
        doors.opened(door("console", "http://127.0.0.1:8080"));
        assertThat(doors.readiness()).isEmpty();
    }

    @Test
    void withBothDoorsOpenTheLineForScriptsIsThere() {
        doors.opened(door("door", "ws://127.0.0.1:8887/ocpp"));
        doors.opened(door("console", "http://127.0.0.1:8080"));
        assertThat(doors.readiness())
                .hasValue(
                        "{\"ready\":true,\"console\":\"http://127.0.0.1:8080\",\"door\":\"ws://127.0.0.1:8887/ocpp\"}");
    }

    @Test
    void aClosedDoorTakesReadinessAway() {
        Door door = door("door", "ws://127.0.0.1:8887/ocpp");
        doors.opened(door);
        doors.opened(door("console", "http://127.0.0.1:8080"));
        doors.closed(door);
        assertThat(doors.readiness()).isEmpty();
    }

    /** A replaced bundle opens its new door before the old one is taken away. */
    @Test
    void theLateEndOfAnOldDoorDoesNotTouchTheNewOne() {
        Door old = door("door", "ws://127.0.0.1:8887/ocpp");
        doors.opened(door("console", "http://127.0.0.1:8080"));
        doors.opened(old);
        doors.opened(door("door", "ws://127.0.0.1:9000/ocpp"));
        doors.closed(old);
        assertThat(doors.readiness())
                .hasValueSatisfying(line -> assertThat(line).contains(":9000/ocpp"));
    }

    @Test
    void aDoorThatCannotBeOpenedEndsTheStart() {
        doors.cannotOpen(new ClosedDoor("console", "The port is taken."));
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void aDoorThatCannotBeOpenedAnewEndsNothingAndIsKnownUntilItOpens() {
        Door old = door("console", "http://127.0.0.1:8080");
        doors.opened(door("door", "ws://127.0.0.1:8887/ocpp"));
        doors.opened(old);
        doors.closed(old);
        ClosedDoor taken = new ClosedDoor("console", "The port is taken.");
        doors.cannotOpen(taken);
        assertThat(givenUp).hasValue(0);
        assertThat(doors.cannotOpen()).containsEntry("console", "The port is taken.");
        doors.forget(taken);
        assertThat(doors.cannotOpen()).isEmpty();
    }

    private static Door door(String name, String uri) {
        return new Door() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public URI uri() {
                return URI.create(uri);
            }
        };
    }
}
