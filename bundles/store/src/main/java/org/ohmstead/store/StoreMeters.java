package org.ohmstead.store;

import java.time.Duration;
import java.util.List;
import org.ohmstead.api.csms.Meters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** How busy the writer is, for {@code /metrics}; absent where nobody measures. */
@Component(
        service = {},
        immediate = true)
public final class StoreMeters {

    private final StoreService store;
    private final List<Meters.Registration> gauges;

    @Activate
    public StoreMeters(@Reference StoreService store, @Reference Meters meters) {
        this.store = store;
        Meters.Counter units = meters.counter("store.units", "Units of work made durable");
        Meters.Counter rows = meters.counter("store.rows", "Rows written by them");
        Meters.Timer commits =
                meters.timer("store.commits", "Group commits, each from its first unit to the end of the commit");
        gauges = List.of(
                meters.gauge(
                        "store.waiting",
                        "Units that wait for the writer",
                        () -> store.writer().waiting()),
                meters.gauge(
                        "store.journal.head",
                        "The number of the last fact",
                        () -> store.head().seq()));
        store.onCommit((head, unitCount, rowCount, nanos) -> {
            units.add(unitCount);
            rows.add(rowCount);
            commits.record(Duration.ofNanos(nanos));
        });
    }

    @Deactivate
    void stop() {
        store.onCommit((head, units, rows, nanos) -> {});
        gauges.forEach(Meters.Registration::close);
    }
}
