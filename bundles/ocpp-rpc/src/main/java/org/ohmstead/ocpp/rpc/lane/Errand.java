package org.ohmstead.ocpp.rpc.lane;

/**
 * What a virtual thread does once, and does not hold any more when it is over.
 *
 * <p>A virtual thread that ended keeps its task, and Felix 7.0.5 may keep the thread: where two threads load one class at the
 * same moment, {@code BundleClassLoader.defineClassParallel} forgets to take the second one out of its locks. Without this, the
 * class loader of a replaced dialect would stay as long as the bundle whose class was loaded.
 */
final class Errand implements Runnable {

    private Runnable task;

    private Errand(Runnable task) {
        this.task = task;
    }

    /** A thread that is yet to be started. */
    static Thread thread(String name, Runnable task) {
        return Thread.ofVirtual().name(name).unstarted(new Errand(task));
    }

    @Override
    public void run() {
        Runnable once = task;
        task = null;
        once.run();
    }
}
