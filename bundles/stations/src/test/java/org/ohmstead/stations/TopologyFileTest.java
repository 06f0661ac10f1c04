package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.stations.Place.CP1;
import static org.ohmstead.stations.Place.CP2;
import static org.ohmstead.stations.Place.HARDWARE;
import static org.ohmstead.stations.Place.T0;
import static org.ohmstead.stations.Place.status;

import java.lang.annotation.Annotation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Topology;

class TopologyFileTest {

    private static final Topology PAIR = Topology.parse("1,2");

    private final Place place = new Place().with(CP1).with(CP2);

    private TopologyFile file(String vendor, String model, String stations, String evses) {
        var file = new TopologyFile(
                new Written(vendor, model, stations, evses), Map.of("service.pid", vendor + model + stations));
        place.topologies.addFile(file);
        return file;
    }

    private Topology afterBoot(StationId station) {
        place.service.booted(station, HARDWARE, true, T0);
        return place.service.topology(station);
    }

    @Test
    void withoutAFileConnectorNIsEvseN() {
        assertThat(place.service.topology(CP1)).isEqualTo(Topology.EACH_ITS_OWN);
        assertThat(afterBoot(CP1)).isEqualTo(Topology.EACH_ITS_OWN);
        assertThat(place.service.topology(new StationId("nobody"))).isEqualTo(Topology.EACH_ITS_OWN);
        assertThat(place.facts(Facts.ConnectorsRegrouped.class)).isEmpty();
    }

    @Test
    void aFileCountsFromTheNextBootAndOverARestart() {
        file("acme", "", "", "1,2");
        assertThat(place.service.topology(CP1)).isEqualTo(Topology.EACH_ITS_OWN);

        assertThat(afterBoot(CP1)).isEqualTo(PAIR);
        assertThat(afterBoot(CP1)).isEqualTo(PAIR);
        assertThat(place.facts(Facts.ConnectorsRegrouped.class))
                .containsExactly(new Facts.ConnectorsRegrouped(Topology.EACH_ITS_OWN, PAIR));
        assertThat(place.service.topology(CP2)).isEqualTo(Topology.EACH_ITS_OWN);
        place.restart();
        assertThat(place.service.topology(CP1)).isEqualTo(PAIR);
    }

    @Test
    void transactionsHearOfItOnceAndOnlyWhereItHappened() {
        file("acme", "", "", "1,2");
        afterBoot(CP1);
        afterBoot(CP1);
        afterBoot(CP2);
        place.charging.add(CP2);
        file("acme", "One", "", "3,4");
        afterBoot(CP2);

        assertThat(place.toTransactions).containsExactly("CP-1: \"\" is \"1,2\"", "CP-2: \"\" is \"1,2\"");
    }

    @Test
    void whatTransactionsCouldNotTakeTheyHearWhenTheBootIsRepeated() {
        file("acme", "", "", "1,2");
        place.transactionsAreStuck = true;
        assertThatThrownBy(() -> afterBoot(CP1)).isInstanceOf(StoreUnavailable.class);

        place.transactionsAreStuck = false;
        assertThat(afterBoot(CP1)).isEqualTo(PAIR);
        assertThat(place.toTransactions).containsExactly("CP-1: \"\" is \"1,2\"");
        assertThat(place.facts(Facts.ConnectorsRegrouped.class)).hasSize(1);
    }

    @Test
    void aStationThatChargesStaysAsItIs() {
        file("acme", "", "", "1,2");
        place.charging.add(CP1);
        assertThat(afterBoot(CP1)).isEqualTo(Topology.EACH_ITS_OWN);

        place.charging.clear();
        assertThat(afterBoot(CP1)).isEqualTo(PAIR);
    }

    @Test
    void whatWasSaidUnderTheOldNamesIsForgotten() {
        place.service.statusReported(CP1, status(2, ConnectorStatus.FAULTED, T0, T0));
        file("acme", "", "", "1,2");
        afterBoot(CP1);

        assertThat(place.state(CP1).connectors()).isEmpty();
        place.restart();
        assertThat(place.state(CP1).connectors()).isEmpty();
    }

    @Test
    void aFileThatIsGoneOrNotYetReadChangesNothing() {
        TopologyFile file = file("acme", "", "", "1,2");
        afterBoot(CP1);
        place.topologies.removeFile(file);

        assertThat(afterBoot(CP1)).isEqualTo(PAIR);
        file("acme", "", "", "");
        assertThat(afterBoot(CP1)).as("said in a file").isEqualTo(Topology.EACH_ITS_OWN);
    }

    @Test
    void theMostPreciseFileCounts() {
        file("", "", "CP-2, XX*", "1,2,3");
        file("A*e", "O?e", "", "7,8");
        file("", "o*", "", "3,4");
        file("acme", "", "", "1,2");
        file("Other", "One", "CP-1", "5,6");

        assertThat(afterBoot(CP1)).isEqualTo(Topology.parse("3,4"));
        assertThat(afterBoot(CP2)).isEqualTo(Topology.parse("1,2,3"));
    }

    @Test
    void aFileOfNonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> file("acme", "", "", "1,1"));
    }

    /** A file as an operator may write it. */
    private record Written(String vendor, String model, String stations, String evses)
            implements TopologyFile.Settings {

        @Override
        public Class<? extends Annotation> annotationType() {
            return TopologyFile.Settings.class;
        }
    }
}
