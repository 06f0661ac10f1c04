package org.ohmstead.stations;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStore.PasswordHash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of a station, of which we know some ourselves: what a setting was may be wrong once another was sent, and a
 * password it was given is the one it shows from then on.
 */
final class NoticedSettings implements SettingsControl {

    private static final Logger LOG = LoggerFactory.getLogger(NoticedSettings.class);
    private static final String BOTH_COUNT = "The old password counts until the station shows the new one.";

    private final KnownStation known;
    private final SettingsControl settings;
    private final StationStore store;
    private final Passwords passwords;

    NoticedSettings(KnownStation known, SettingsControl settings, StationStore store, Passwords passwords) {
        this.known = known;
        this.settings = settings;
        this.store = store;
        this.passwords = passwords;
    }

    @Override
    public Outcome change(String name, String value) {
        try {
            return settings.isPassword(name) ? changePassword(name, value) : settings.change(name, value);
        } finally {
            known.settingsChanged();
        }
    }

    /**
     * What the station took is its password (OCPP-J 1.6 §6.2.2, security whitepaper A01.FR.03, A01.FR.04). The new one counts
     * from before it is sent, because the station may come back with it before its answer is heard; the old one until the new
     * one is known to be taken.
     */
    private Outcome changePassword(String name, String value) {
        PasswordHash hash;
        try {
            hash = passwords.hash(passwords.checked(value));
        } catch (IllegalArgumentException unfit) {
            return Outcome.because(Outcome.Kind.NOT_SENT, unfit.getMessage() + ".");
        }
        known.offered(hash);
        Outcome outcome = discreet(settings.change(name, value), value);
        try {
            return switch (outcome.kind()) {
                case ACCEPTED -> {
                    known.takes(hash, store);
                    yield outcome;
                }
                // Should the server stop before the station restarts, it is the new one that counts.
                case REBOOT_REQUIRED -> {
                    store.renewPassword(known.id(), hash);
                    yield because(outcome, BOTH_COUNT);
                }
                case REJECTED, NOT_SUPPORTED, NOT_SENT, OFFLINE -> {
                    known.withdrawn(hash);
                    yield outcome;
                }
                default -> because(outcome, BOTH_COUNT);
            };
        } catch (StoreUnavailable e) {
            LOG.warn("Station {} took a new password, which could not be stored: {}", known.id(), e.getMessage());
            return because(
                    outcome, "The new password could not be stored; it is when the station shows it. " + BOTH_COUNT);
        }
    }

    /** A station may repeat what it did not understand. */
    private static Outcome discreet(Outcome outcome, String secret) {
        return new Outcome(
                outcome.kind(),
                outcome.word().filter(text -> !text.contains(secret)),
                outcome.reason().filter(text -> !text.contains(secret)),
                outcome.data().filter(text -> !text.contains(secret)));
    }

    private static Outcome because(Outcome outcome, String reason) {
        String all = Stream.concat(outcome.reason().stream(), Stream.of(reason)).collect(Collectors.joining(" "));
        return new Outcome(outcome.kind(), outcome.word(), Optional.of(all), outcome.data());
    }

    @Override
    public Report read(List<String> names) {
        return settings.read(names);
    }

    @Override
    public boolean isPassword(String name) {
        return settings.isPassword(name);
    }

    @Override
    public int mostNames() {
        return settings.mostNames();
    }

    @Override
    public Optional<Duration> connectionTimeOut() {
        return settings.connectionTimeOut();
    }
}
