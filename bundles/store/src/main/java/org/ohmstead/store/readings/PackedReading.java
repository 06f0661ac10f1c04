package org.ohmstead.store.readings;

import java.util.List;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Sample;
import org.ohmstead.store.Micros;

/** A reading made ready for its row, on the caller's thread. */
public record PackedReading(Reading reading, long at, long hash, byte[] samples, List<String> signed) {

    public static List<PackedReading> of(List<Reading> readings) {
        return readings.stream().map(PackedReading::of).toList();
    }

    private static PackedReading of(Reading reading) {
        List<Sample> samples = reading.meterValue().samples();
        byte[] packed = PackedSamples.pack(samples);
        List<String> signed = List.of();
        for (Sample sample : samples) {
            if (sample.signed()) {
                signed = samples.stream()
                        .filter(Sample::signed)
                        .map(Sample::value)
                        .toList();
                break;
            }
        }
        return new PackedReading(reading, Micros.of(reading.at()), PackedSamples.hash(packed), packed, signed);
    }
}
