package org.ohmstead.ocpp.rpc.lane;

import java.util.Optional;

/**
 * A command of an operator on its way through a dialect: remembers whether any call of it left, since only then it must not be
 * given to a successor. Bound to the thread that gives it; a dialect that calls from another thread is never asked twice.
 */
final class Command {

    private static final ThreadLocal<Command> RUNNING = new ThreadLocal<>();

    /** By when its first call must have left, in nanoseconds of {@link System#nanoTime}. */
    final long sendBy;

    /** Nobody waits for it. */
    final boolean background;

    private boolean sent;
    private boolean replaced;

    Command(long sendBy, boolean background) {
        this.sendBy = sendBy;
        this.background = background;
    }

    static Optional<Command> running() {
        return Optional.ofNullable(RUNNING.get());
    }

    Object run(Body body) throws ReflectiveOperationException {
        Command outer = RUNNING.get();
        RUNNING.set(this);
        try {
            replaced = false;
            return body.run();
        } finally {
            if (outer == null) {
                RUNNING.remove();
            } else {
                RUNNING.set(outer);
            }
        }
    }

    boolean sent() {
        return sent;
    }

    void callLeft() {
        sent = true;
    }

    void callWasReplaced() {
        replaced = true;
    }

    /** Nothing of it left, only because the dialect was being replaced. */
    boolean mayBeRepeated() {
        return replaced && !sent;
    }

    /** What the dialect does. */
    interface Body {
        Object run() throws ReflectiveOperationException;
    }
}
