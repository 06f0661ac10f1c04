package org.ohmstead.cli;

/** What the process ends with; 0 to 3 as all of {@code bin/ohmstead} has them. */
final class Exit {

    static final int DONE = 0;

    /** The server refused, or something broke. */
    static final int FAILED = 1;

    static final int WRONG_USAGE = 2;

    /** No server answers. */
    static final int NO_SERVER = 3;

    /** The station said no, or cannot do it. */
    static final int STATION_REFUSED = 5;

    /** Nothing was sent to the station. */
    static final int STATION_OFFLINE = 6;

    /** It was sent and no answer came: it may have happened. */
    static final int STATION_SILENT = 7;

    /** The server knows no such station, transaction or card. */
    static final int NOTHING_THERE = 8;

    private Exit() {}
}
