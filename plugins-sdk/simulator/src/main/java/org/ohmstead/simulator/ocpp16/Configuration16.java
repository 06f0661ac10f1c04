package org.ohmstead.simulator.ocpp16;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The configuration keys of a station (OCPP 1.6 §9). Safe for all threads. */
final class Configuration16 {

    /** How many keys one request may ask for. */
    private static final int MAX_KEYS = 50;

    private static final Predicate<String> FLAG =
            value -> List.of("true", "false").contains(value);
    private static final Predicate<String> NUMBER = Configuration16::isNumber;
    private static final Predicate<String> MEASURANDS =
            value -> value.isEmpty() || Messages16.MEASURANDS.containsAll(list(value));
    private static final Predicate<String> TEXT = value -> value.length() <= 500;

    /** A key with its value. */
    record Key(String name, String value, boolean readOnly, boolean needsReboot, Predicate<String> valid) {

        Key with(String newValue) {
            return new Key(name, newValue, readOnly, needsReboot, valid);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Key> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> untilReboot = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Configuration16() {
        fixed("ConnectorPhaseRotation", "0.RST,1.RST");
        fixed("GetConfigurationMaxKeys", Integer.toString(MAX_KEYS));
        fixed("NumberOfConnectors", "1");
        fixed("SupportedFeatureProfiles", "Core,RemoteTrigger");
        fixed("MeterValuesSampledDataMaxLength", Integer.toString(Messages16.MEASURANDS.size()));
        key("AllowOfflineTxForUnknownId", "true", FLAG);
        key("AuthorizationCacheEnabled", "true", FLAG);
        key("AuthorizeRemoteTxRequests", "false", FLAG);
        key("ClockAlignedDataInterval", "0", NUMBER);
        key("ConnectionTimeOut", "120", NUMBER);
        key("HeartbeatInterval", "300", NUMBER);
        key("LocalAuthorizeOffline", "true", FLAG);
        key("LocalPreAuthorize", "false", FLAG);
        key("MeterValuesAlignedData", "", MEASURANDS);
        key("MeterValuesSampledData", String.join(",", Messages16.MEASURANDS), MEASURANDS);
        key("MeterValueSampleInterval", "60", NUMBER);
        key("ResetRetries", "0", NUMBER);
        key("StopTransactionOnEVSideDisconnect", "true", FLAG);
        key("StopTransactionOnInvalidId", "true", FLAG);
        key("StopTxnAlignedData", "", MEASURANDS);
        key("StopTxnSampledData", Messages16.MEASURANDS.getFirst(), MEASURANDS);
        key("TransactionMessageAttempts", "3", NUMBER);
        key("TransactionMessageRetryInterval", "10", NUMBER);
        key("UnlockConnectorOnEVSideDisconnect", "true", FLAG);
        put(new Key("WebSocketPingInterval", "0", false, true, NUMBER));
    }

    private void fixed(String name, String value) {
        put(new Key(name, value, true, false, TEXT));
    }

    private void key(String name, String value, Predicate<String> valid) {
        put(new Key(name, value, false, false, valid));
    }

    private void put(Key key) {
        keys.put(key.name(), key);
    }

    private static boolean isNumber(String value) {
        try {
            return Integer.parseInt(value) >= 0;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(",")).map(String::strip).toList();
    }

    /** What a request of the CSMS did (OCPP 1.6 §5.3), as the answer says it. */
    String change(String name, String value) {
        lock.lock();
        try {
            var key = keys.get(name);
            if (key == null) {
                return "NotSupported";
            }
            if (key.readOnly() || !key.valid().test(value)) {
                return "Rejected";
            }
            if (key.needsReboot()) {
                untilReboot.put(name, value);
                return "RebootRequired";
            }
            put(key.with(value));
            return "Accepted";
        } finally {
            lock.unlock();
        }
    }

    /** What was changed and needed a reboot comes into force. */
    void rebooted() {
        lock.lock();
        try {
            untilReboot.forEach((name, value) -> keys.computeIfPresent(name, (same, key) -> key.with(value)));
            untilReboot.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Sets a key as the factory would; new names become writable keys of any text. */
    void set(String name, String value) {
        lock.lock();
        try {
            put(keys.getOrDefault(name, new Key(name, "", false, false, TEXT)).with(value));
        } finally {
            lock.unlock();
        }
    }

    Optional<Key> key(String name) {
        lock.lock();
        try {
            return Optional.ofNullable(keys.get(name));
        } finally {
            lock.unlock();
        }
    }

    Collection<Key> all() {
        lock.lock();
        try {
            return List.copyOf(keys.values());
        } finally {
            lock.unlock();
        }
    }

    String text(String name) {
        return key(name)
                .orElseThrow(() -> new IllegalArgumentException("no key " + name))
                .value();
    }

    boolean flag(String name) {
        return text(name).equals("true");
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    List<String> measurands(String name) {
        return text(name).isEmpty() ? List.of() : list(text(name));
    }
}
