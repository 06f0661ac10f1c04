package org.ohmstead.routes;

/** A route did not come through. A sentence for people; the stack of a system that does not answer tells them nothing. */
final class RouteFailure extends Exception {

    private static final long serialVersionUID = 1L;

    RouteFailure(String sentence) {
        super(sentence, null, false, false);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
