package org.ohmstead.ocpp16.message;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The nine states of a connector (OCPP 1.6 §7.7). */
public enum ChargePointStatus {
    AVAILABLE("Available"),
    PREPARING("Preparing"),
    CHARGING("Charging"),
    SUSPENDED_EVSE("SuspendedEVSE"),
    SUSPENDED_EV("SuspendedEV"),
    FINISHING("Finishing"),
    RESERVED("Reserved"),
    UNAVAILABLE("Unavailable"),
    FAULTED("Faulted");

    private static final Map<String, ChargePointStatus> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ChargePointStatus::word, Function.identity()));

    private final String word;

    ChargePointStatus(String word) {
        this.word = word;
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }

    static Set<String> words() {
        return BY_WORD.keySet();
    }

    static ChargePointStatus of(String word) {
        return BY_WORD.get(word);
    }
}
