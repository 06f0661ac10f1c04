package org.ohmstead.simulator.wire;

import java.io.IOException;

/** Something a station does with its line that has nothing to do with calls and answers. */
public interface Prank {

    void play(Line line) throws IOException;
}
