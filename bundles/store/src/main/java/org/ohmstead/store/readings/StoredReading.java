package org.ohmstead.store.readings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Current;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.store.Micros;

/** A reading as its row holds it. */
record StoredReading(
        long subject,
        Key key,
        Instant receivedAt,
        Optional<Energy> energy,
        Optional<Power> power,
        Optional<Current> current,
        Optional<Integer> stateOfCharge,
        byte[] samples) {

    /** What tells the readings of one subject apart, in the order of the station's time. */
    record Key(long at, long hash) implements Comparable<Key> {

        static final Key FIRST = new Key(Long.MIN_VALUE, Long.MIN_VALUE);

        static Key parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("No page begins there: " + text);
            }
            return new Key(Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
        }

        @Override
        public int compareTo(Key other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(hash, other.hash);
        }

        @Override
        public String toString() {
            return at + ":" + hash;
        }
    }

    Reading reading(List<String> signed) {
        MeterValue value = new MeterValue(Micros.instant(key.at()), PackedSamples.unpack(samples, signed));
        return new Reading(value, receivedAt, energy, power, current, stateOfCharge);
    }
}
