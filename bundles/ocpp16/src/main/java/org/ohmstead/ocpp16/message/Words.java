package org.ohmstead.ocpp16.message;

import java.util.Arrays;

/**
 * The open words of OCPP 1.6 §7, so that reading one makes no new text and one of a station's own is noticed. Open addressing over the
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
        // §7.6 ChargePointErrorCode
        "ConnectorLockFailure",
        "EVCommunicationError",
        "GroundFailure",
        "HighTemperature",
        "InternalError",
        "LocalListConflict",
        "NoError",
        "OtherError",
        "OverCurrentFailure",
        "OverVoltage",
        "PowerMeterFailure",
        "PowerSwitchFailure",
        "ReaderFailure",
        "ResetFailure",
        "UnderVoltage",
        "WeakSignal",
        // §7.36 Reason
        "DeAuthorized",
        "EmergencyStop",
        "EVDisconnected",
        "HardReset",
        "Local",
        "PowerLoss",
        "Reboot",
        "Remote",
        "SoftReset",
        "UnlockCommand"
    };

    private static final int SLOTS = 512;
    private static final String[] WORDS = new String[SLOTS];
    private static final char[][] LETTERS = new char[SLOTS][];

    static {
        for (String word : KNOWN) {
            char[] letters = word.toCharArray();
            int slot = slot(letters, 0, letters.length);
            while (WORDS[slot] != null) {
                slot = next(slot);
            }
            WORDS[slot] = word;
            LETTERS[slot] = letters;
        }
    }

    private Words() {}

    /** @return the word, or null if it is none of ours */
    static String find(char[] text, int from, int length) {
        if (length == 0) {
            return null;
        }
        for (int slot = slot(text, from, length); WORDS[slot] != null; slot = next(slot)) {
            char[] letters = LETTERS[slot];
            if (Arrays.equals(letters, 0, letters.length, text, from, from + length)) {
                return WORDS[slot];
            }
        }
        return null;
    }

    /** Length and three letters tell most words apart; to look at all of them would take longer than to compare once more. */
    private static int slot(char[] text, int from, int length) {
        int hash = ((length * 31 + text[from]) * 31 + text[from + length / 2]) * 31 + text[from + length - 1];
        return (hash ^ hash >>> 9) & SLOTS - 1;
    }

    private static int next(int slot) {
        return slot + 1 & SLOTS - 1;
    }
}
