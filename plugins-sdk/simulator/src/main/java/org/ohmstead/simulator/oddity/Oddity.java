package org.ohmstead.simulator.oddity;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ohmstead.simulator.ocpp16.Habits;
import org.ohmstead.simulator.ocpp16.Station16;

/**
 * One way in which real stations misbehave.
 *
 * @param name as it is written on the command line
 * @param prose what such a station does, in one line; names the maker known for it
 * @param habits makes the habits of one station
 */
public record Oddity(String name, String prose, Supplier<Habits> habits) {

    private static final List<Oddity> ALL = Stream.of(
                    Retries.oddities(),
                    Stops.oddities(),
                    Registers.oddities(),
                    Spellings.oddities(),
                    Clocks.oddities(),
                    Lines.oddities(),
                    Boots.oddities(),
                    Promises.oddities(),
                    Noises.oddities())
            .flatMap(List::stream)
            .toList();

    public static List<Oddity> all() {
        return ALL;
    }

    public static Optional<Oddity> named(String name) {
        return ALL.stream().filter(oddity -> oddity.name.equals(name)).findFirst();
    }

    /** Makes a station misbehave in this way. It needs a single connector, and a station misbehaves in one way only. */
    public Station16 plays(Station16 station) {
        return station.habits(habits.get());
    }
}
