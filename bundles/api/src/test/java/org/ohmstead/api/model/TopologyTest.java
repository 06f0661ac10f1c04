package org.ohmstead.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "1,2", "1,2; 3,4", "2,1", "3", "5,7; 2"})
    void everyNumberIsOneConnectorAndEveryConnectorItsNumber(String text) {
        Topology topology = Topology.parse(text);
        assertThat(Topology.parse(topology.toString())).isEqualTo(topology);
        for (int number = 1; number <= 20; number++) {
            Connector connector = topology.connector(number);
            assertThat(topology.number(connector)).contains(number);
            assertThat(topology.numbers(connector.evse())).contains(number);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,1,2", "3,3,1", "4,2,1", "5,4,1", "300,299,1", "0,0,0"})
    void whatIsNotNamedHasAnEvseOfItsOwn(int number, int evse, int id) {
        assertThat(Topology.parse("1,2; 4").connector(number)).isEqualTo(new Connector(new EvseId(evse), id));
    }

    @Test
    void whereNothingIsNamedConnectorNIsEvseN() {
        assertThat(Topology.EACH_ITS_OWN.connector(7)).isEqualTo(Connector.of(7));
        assertThat(Topology.parse(" ; ")).isEqualTo(Topology.EACH_ITS_OWN);
    }

    @Test
    void whatIsNotThereHasNoNumber() {
        Topology topology = Topology.parse("1,2");
        assertThat(topology.number(new Connector(new EvseId(1), 3))).isEmpty();
        assertThat(topology.number(new Connector(new EvseId(2), 2))).isEmpty();
        assertThat(topology.number(new Connector(new EvseId(1), 0)))
                .as("the EVSE as a whole")
                .isEmpty();
        assertThat(topology.numbers(EvseId.STATION)).containsExactly(0);
    }

    @Test
    void aConnectorIsFoundInAnotherTopology() {
        Topology pairs = Topology.parse("1,2; 3,4");
        assertThat(Topology.EACH_ITS_OWN.in(pairs, Connector.of(4))).isEqualTo(new Connector(new EvseId(2), 2));
        assertThat(pairs.in(Topology.EACH_ITS_OWN, new Connector(new EvseId(2), 1)))
                .isEqualTo(Connector.of(3));
        assertThat(pairs.in(Topology.EACH_ITS_OWN, Connector.of(0))).isEqualTo(Connector.of(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,1", "1;1", "0", "-1", "a", "1,,2", "1.5", "1,2;2,3"})
    void nonsenseIsRefusedInWords(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Topology.parse(text))
                .withMessageMatching(".*(number|Connectors).*");
    }

    @Test
    void anEvseWithoutConnectorIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Topology(List.of(List.of())));
    }
}
