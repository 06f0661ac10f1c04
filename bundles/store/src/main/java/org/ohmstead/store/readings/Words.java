package org.ohmstead.store.readings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of OCPP 1.6 §7 and 2.0.1 that describe a sample, by number. The numbers are on disk: words are added at the end
 * and never move. 0 stands for a word that is not here.
 */
final class Words {

    private static final List<String> ALL = List.of(
            "",
            // measurands
            "Energy.Active.Import.Register",
            "Power.Active.Import",
            "Current.Import",
            "Voltage",
            "SoC",
            "Temperature",
            "Frequency",
            "RPM",
            "Power.Factor",
            "Power.Offered",
            "Current.Offered",
            "Current.Export",
            "Power.Active.Export",
            "Power.Reactive.Import",
            "Power.Reactive.Export",
            "Energy.Active.Export.Register",
            "Energy.Reactive.Import.Register",
            "Energy.Reactive.Export.Register",
            "Energy.Active.Import.Interval",
            "Energy.Active.Export.Interval",
            "Energy.Reactive.Import.Interval",
            "Energy.Reactive.Export.Interval",
            "Energy.Active.Net",
            "Energy.Reactive.Net",
            "Energy.Apparent.Net",
            "Energy.Apparent.Import",
            "Energy.Apparent.Export",
            // phases
            "L1",
            "L2",
            "L3",
            "N",
            "L1-N",
            "L2-N",
            "L3-N",
            "L1-L2",
            "L2-L3",
            "L3-L1",
            // locations
            "Outlet",
            "Inlet",
            "Body",
            "Cable",
            "EV",
            // contexts
            "Sample.Periodic",
            "Sample.Clock",
            "Transaction.Begin",
            "Transaction.End",
            "Interruption.Begin",
            "Interruption.End",
            "Trigger",
            "Other",
            // units
            "Wh",
            "kWh",
            "varh",
            "kvarh",
            "VAh",
            "W",
            "kW",
            "VA",
            "kVA",
            "var",
            "kvar",
            "A",
            "V",
            "Celsius",
            "Celcius",
            "Fahrenheit",
            "K",
            "Percent",
            "Hertz",
            "Hz");

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        for (int number = 1; number < ALL.size(); number++) {
            NUMBERS.put(ALL.get(number), number);
        }
    }

    private Words() {}

    /** The word's number, or 0. */
    static int number(String word) {
        return NUMBERS.getOrDefault(word, 0);
    }

    static String word(int number) {
        return ALL.get(number);
    }
}
