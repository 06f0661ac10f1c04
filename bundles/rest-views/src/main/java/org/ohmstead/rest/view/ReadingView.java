package org.ohmstead.rest.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Sample;
import org.ohmstead.rest.resource.WattHours;

/**
 * What a meter said at one moment.
 *
 * @param at the station's time
 * @param energyWh the import register
 * @param powerW imported over all phases
 * @param currentA the largest phase current
 * @param samples everything, as the meter said it
 */
public record ReadingView(
        Instant at,
        Instant receivedAt,
        Optional<BigDecimal> energyWh,
        Optional<Long> powerW,
        Optional<BigDecimal> currentA,
        Optional<Integer> stateOfChargePercent,
        List<Sample> samples) {

    public static ReadingView of(Reading reading) {
        return new ReadingView(
                reading.at(),
                reading.receivedAt(),
                reading.energy().map(WattHours::of),
                reading.power().map(Power::watts),
                reading.current().map(current -> BigDecimal.valueOf(current.milliamperes(), 3)),
                reading.stateOfCharge(),
                reading.meterValue().samples());
    }
}
