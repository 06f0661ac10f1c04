package org.ohmstead.stations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StatusReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Says whether the doors stand open wider than they should, how many stations are there, and which are faulted. A fault is the
 * station's, not the server's: no warning, but an alert watches for it.
 */
@Component
public final class StationsHealth implements HealthCheck {

    private static final int NAMED = 3;
    private static final int AT_ONCE = 1_000;

    private final Stations stations;
    private final StationRegister register;

    @Activate
    public StationsHealth(@Reference Stations stations, @Reference StationRegister register) {
        this.stations = stations;
        this.register = register;
    }

    @Override
    public String name() {
        return "stations";
    }

    @Override
    public Health check() {
        if (register.acceptsUnknown()) {
            return new Health(
                    Status.WARN,
                    "Every unknown station may connect and charge.",
                    "This is for trials: start without --accept-unknown-stations.");
        }
        Stations.Totals totals = stations.totals(Scope.ALL);
        String connected = totals.online() + " of " + totals.stations() + " stations are connected";
        return Health.ok(totals.faulted() == 0 ? connected + "." : connected + "; " + faulted(totals.faulted()) + ".");
    }

    private String faulted(int count) {
        List<String> named = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<StationState> page = stations.page(Scope.ALL, "", new Page.Request(after, AT_ONCE));
            page.items()
                    .forEach(state -> fault(state)
                            .filter(fault -> named.size() < NAMED)
                            .ifPresent(fault -> named.add(state.station().id() + " " + words(fault))));
            after = page.next();
        } while (after.isPresent() && named.size() < NAMED);
        int more = count - named.size();
        return count + " faulted: " + String.join("; ", named) + (more > 0 ? "; and " + more + " more" : "");
    }

    private static Optional<StatusReport> fault(StationState state) {
        return state.connectors().stream()
                .filter(report -> report.status() == ConnectorStatus.FAULTED)
                .findFirst();
    }

    private static String words(StatusReport fault) {
        int evse = fault.connector().evse().value();
        String plug = evse == 0
                ? "itself"
                : "connector " + evse
                        + (fault.connector().id() > 1 ? "." + fault.connector().id() : "");
        Stream<String> said = Stream.of(fault.errorCode(), fault.vendorErrorCode(), fault.info())
                .flatMap(Optional::stream);
        return String.join(", ", Stream.concat(Stream.of(plug), said).toList()) + ", since " + fault.at();
    }
}
