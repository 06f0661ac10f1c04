package org.ohmstead.ocpp16.message;

/**
 * The words of OCPP 1.6 §7 that come with every meter value, so that reading one makes no new text. Open addressing over the
 * characters as they lie in the parser's buffer.
 */
final class Words {

    private static final String[] KNOWN = {
        // §7.31 Measurand
        "Current.Export",
        "Current.Import",
        "Current.Offered",
        "Energy.Active.Export.Register",
        "Energy.Active.Import.Register",
        "Energy.Reactive.Export.Register",
        "Energy.Reactive.Import.Register",
        "Energy.Active.Export.Interval",
        "Energy.Active.Import.Interval",
        "Energy.Reactive.Export.Interval",
        "Energy.Reactive.Import.Interval",
        "Frequency",
        "Power.Active.Export",
        "Power.Active.Import",
        "Power.Factor",
        "Power.Offered",
        "Power.Reactive.Export",
        "Power.Reactive.Import",
        "RPM",
        "SoC",
        "Temperature",
        "Voltage",
        // §7.34 Phase
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
        // §7.35 ReadingContext
        "Interruption.Begin",
        "Interruption.End",
        "Other",
        "Sample.Clock",
        "Sample.Periodic",
        "Transaction.Begin",
        "Transaction.End",
        "Trigger",
        // §7.30 Location
        "Body",
        "Cable",
        "EV",
        "Inlet",
        "Outlet",
        // §7.45 UnitOfMeasure
        "Wh",
        "kWh",
        "varh",
        "kvarh",
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
        // §7.49 ValueFormat
        "Raw",
        "SignedData",
        // §7.6 ChargePointErrorCode, the usual one
        "NoError"
    };

    private static final int SLOTS = 512;
    private static final String[] TABLE = new String[SLOTS];

    static {
        for (String word : KNOWN) {
            int slot = slot(word.toCharArray(), 0, word.length());
            while (TABLE[slot] != null) {
                slot = slot + 1 & SLOTS - 1;
            }
            TABLE[slot] = word;
        }
    }

    private Words() {}

    /** @return the word, or null if it is none of ours */
    static String find(char[] text, int from, int length) {
        int slot = slot(text, from, length);
        for (String word = TABLE[slot]; word != null; word = TABLE[slot]) {
            if (matches(word, text, from, length)) {
                return word;
            }
            slot = slot + 1 & SLOTS - 1;
        }
        return null;
    }

    private static int slot(char[] text, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * 31 + text[i];
        }
        return (hash ^ hash >>> 9) & SLOTS - 1;
    }

    private static boolean matches(String word, char[] text, int from, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
