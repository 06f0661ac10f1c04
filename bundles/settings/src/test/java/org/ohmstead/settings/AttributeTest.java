package org.ohmstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class AttributeTest {

    private static Attribute without(String type) {
        return new Attribute(
                "x",
                "X",
                "",
                type,
                true,
                "0",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Written out in full it would fill the memory, whatever the range. */
    @ParameterizedTest
    @CsvSource({"Long,1e999999999", "Long,-1E31", "Long,1e-999999999", "Double,1e999999999", "Double,1e-31"})
    void aNumberBeyondAllMeasureIsNone(String type, String value) {
        assertThat(without(type).complaint(value)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"Long,9223372036854775807", "Double,1e30", "Double,-0.000001"})
    void oneOfUsualSizeIs(String type, String value) {
        assertThat(without(type).complaint(value)).isEmpty();
    }
}
