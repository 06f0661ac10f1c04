package org.ohmstead.store.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStore.Registration;
import org.ohmstead.stations.store.StationStoreContract;
import org.ohmstead.store.OpenStore;
import org.ohmstead.store.Statements;
import org.ohmstead.transactions.store.RemoteStartStore;

/** The tables keep the port's promises. */
class JdbcStationStoreTest extends StationStoreContract {

    private static final StationId CP1 = new StationId("CP-1");
    private static final StationId CP2 = new StationId("CP-2");

    @TempDir
    private Path home;

    private OpenStore store;

    @Override
    protected StationStore newStore() {
        store = new OpenStore(home);
        return new JdbcStationStore(store.service());
    }

    @Override
    protected List<Fact> facts() {
        return store.facts();
    }

    /** Whoever would tell it afterwards may die before. */
    @Test
    void whatIsAwaitedAtAnEvseIsAwaitedUnderItsNewNameInTheSameUnit() {
        StationStore stations = new JdbcStationStore(store.service());
        RemoteStartStore starts = new JdbcRemoteStartStore(store.service());
        Topology pairs = Topology.parse("1,2; 3,4");
        List.of(start(CP1, 7, 4), start(CP1, 8, 5), start(CP2, 7, 4)).forEach(starts::keep);
        starts.keep(anywhere(CP1, 9));
        stations.register(
                List.of(new Registration(
                        new ChargingStation(
                                CP1, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED, Optional.empty(), OpenStore.T0),
                        Optional.empty())),
                OpenStore.T0);
        stations.regrouped(CP1, Topology.EACH_ITS_OWN, pairs, OpenStore.T0);
        stations.regrouped(CP1, Topology.EACH_ITS_OWN, pairs, OpenStore.T0);

        assertThat(starts.remoteStarts())
                .containsExactlyInAnyOrder(start(CP1, 7, 2), start(CP1, 8, 3), anywhere(CP1, 9), start(CP2, 7, 4));
    }

    /** Keys of years, while stations wait for the writer. */
    @Test
    void whatAStationHasSaidIsForgottenInPieces() {
        StationStore stations = new JdbcStationStore(store.service());
        ChargingStation station = new ChargingStation(
                CP1, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED, Optional.empty(), OpenStore.T0);
        stations.register(List.of(new Registration(station, Optional.empty())), OpenStore.T0);
        for (int second = 0; second < 450; second++) {
            stations.status(CP1, report(OpenStore.T0.plusSeconds(second)), OpenStore.T0);
        }
        store.rowsOfLargestCommit();
        stations.regrouped(CP1, Topology.EACH_ITS_OWN, Topology.parse("1,2; 3,4"), OpenStore.T0);

        assertThat(store.rowsOfLargestCommit()).isBetween(100, 200);
        assertThat(keys()).isZero();
        stations.status(CP1, report(OpenStore.T0), OpenStore.T0);
        assertThat(keys()).isEqualTo(1);
        stations.remove(CP1, OpenStore.T0);
        assertThat(keys()).isZero();
    }

    private long keys() {
        return store.service()
                .readers()
                .read(statements -> Statements.first(
                                statements.prepare("select count(*) from status_seen"), row -> row.getLong(1))
                        .orElseThrow());
    }

    private static StatusReport report(Instant at) {
        return new StatusReport(
                Connector.of(1),
                ConnectorStatus.AVAILABLE,
                "Available",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                at,
                at);
    }

    private static RemoteStart start(StationId station, int id, int evse) {
        return anywhere(station, id).at(new EvseId(evse));
    }

    private static RemoteStart anywhere(StationId station, int id) {
        return new RemoteStart(
                station,
                Optional.empty(),
                IdToken.of("04A1B2C3"),
                id,
                OpenStore.T0,
                OpenStore.T0.plusSeconds(60),
                Optional.empty());
    }

    @AfterEach
    void close() {
        store.close();
    }
}
