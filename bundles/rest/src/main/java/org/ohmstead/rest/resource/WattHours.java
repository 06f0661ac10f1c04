package org.ohmstead.rest.resource;

import java.math.BigDecimal;
import org.ohmstead.api.model.Energy;

/** Energy as a JSON number: watt-hours, with decimals only where there are any. */
public final class WattHours {

    private WattHours() {}

    /** Exactly as much. */
    public static BigDecimal of(Energy energy) {
        BigDecimal exact = BigDecimal.valueOf(energy.milliwattHours(), 3).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
}
