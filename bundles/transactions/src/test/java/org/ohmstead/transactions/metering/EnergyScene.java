package org.ohmstead.transactions.metering;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.metering.EnergyAccount.Verdict;

/** One transaction, its readings and what they come to. */
abstract class EnergyScene {

    static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");

    static final Optional<RegisterKind> UNKNOWN = Optional.empty();

    final List<Reading> readings = new ArrayList<>();

    Optional<RegisterKind> kind = UNKNOWN;

    boolean booted;

    long lastStart;

    /** What an account of all readings says, which is what one that took them one by one must say. */
    Verdict ends(long startWattHours, int second, long stopWattHours) {
        lastStart = startWattHours;
        Ending ending = ending(second, stopWattHours);
        return EnergyAccount.of(transaction(startWattHours, Optional.of(ending)), kind, readings)
                .atEnd(ending, booted);
    }

    static Ending ending(int second, long wattHours) {
        return new Ending(
                at(second),
                at(second + 1),
                Optional.of(Energy.ofWattHours(wattHours)),
                "Local",
                Optional.empty(),
                false);
    }

    static Trust trust(Verdict verdict) {
        return verdict.delivered().orElseThrow().trust();
    }

    static Verdict measured(long wattHours, TransactionFlag... flags) {
        return verdict(wattHours, Trust.MEASURED, flags);
    }

    static Verdict partly(long wattHours, TransactionFlag... flags) {
        return verdict(wattHours, Trust.PARTLY, flags);
    }

    static Verdict verdict(long wattHours, Trust trust, TransactionFlag... flags) {
        return new Verdict(
                Optional.of(new Delivered(Energy.ofWattHours(wattHours), trust, Optional.empty())), Set.of(flags));
    }

    void shows(int second, String register) {
        shows(second, register, "Wh");
    }

    void shows(int second, String register, String unit) {
        readings.add(reading(second, sample(register, Sample.PERIODIC, unit)));
    }

    static Sample register(String value) {
        return sample(value, Sample.PERIODIC, "Wh");
    }

    static Sample sample(String value, String context, String unit) {
        return new Sample(value, Sample.ENERGY_IMPORT, "", Sample.OUTLET, context, unit, false);
    }

    static Reading reading(int second, Sample... samples) {
        return MeterReader.read(new MeterValue(at(second), List.of(samples)), at(second + 1));
    }

    static Instant at(int second) {
        return T0.plusSeconds(second);
    }

    static Transaction transaction(Long startWattHours, Optional<Ending> ending) {
        return new Transaction(
                new TransactionId(1),
                new StationId("CP-1"),
                SiteId.DEFAULT,
                Connector.of(1),
                "17",
                Optional.empty(),
                AuthorizationStatus.ACCEPTED,
                T0,
                T0.plusSeconds(1),
                Optional.ofNullable(startWattHours).map(Energy::ofWattHours),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ending,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
