package org.ohmstead.store.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.Sample;

class PackedSamplesTest {

    private static final List<Sample> THREE = List.of(
            new Sample("1234.5", Sample.ENERGY_IMPORT, "", "Outlet", "Sample.Periodic", "Wh", false),
            new Sample("-16", Sample.CURRENT_IMPORT, "L1-N", "Inlet", "Transaction.Begin", "A", false),
            new Sample("warm", "Vendor.Thing", "", "Outlet", "Sample.Periodic", "furlong", false));

    /** On disk since version 1: never changed. */
    private static final String GOLDEN_OF_THREE =
            "0103" + "10013302b960" + "1e033e20272d0110" + "00000c56656e646f722e5468696e6700076675726c6f6e67047761726d";

    @Test
    void versionOneIsReadForEverAndWrittenTheSame() {
        assertThat(HexFormat.of().formatHex(PackedSamples.pack(THREE))).isEqualTo(GOLDEN_OF_THREE);
        assertThat(PackedSamples.unpack(HexFormat.of().parseHex(GOLDEN_OF_THREE), List.of()))
                .isEqualTo(THREE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "00",
                "0.0",
                "0.00",
                "-0.5",
                ".5",
                "5.",
                "1e3",
                "+1",
                "007.50",
                "1,5",
                " 1",
                "1 ",
                "-",
                "--1",
                "",
                "12345678901234567",
                "1234567890123456789",
                "99999999999999999999999",
                "0.0000000000000001",
                "-1.2.3",
                "3.14",
                "NaN",
                "²",
                "2147483647",
                "٣"
            })
    void everyTextComesBackToTheLetter(String value) {
        List<Sample> samples = List.of(new Sample(value, "SoC", "", "EV", "Other", "Percent", false));

        assertThat(PackedSamples.unpack(PackedSamples.pack(samples), List.of())).isEqualTo(samples);
    }

    @Test
    void anyNumberComesBackToTheLetter() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String value = BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(12))
                    .toPlainString();
            List<Sample> samples = List.of(new Sample(value, "Voltage", "L1", "Outlet", "Trigger", "V", false));
            assertThat(PackedSamples.unpack(PackedSamples.pack(samples), List.of()))
                    .isEqualTo(samples);
        }
    }

    @Test
    void signedValuesLieElsewhereYetOtherContentsAreAnotherHash() {
        List<Sample> one = List.of(signed("OCMF|a"));
        List<Sample> other = List.of(signed("OCMF|b"));
        byte[] packed = PackedSamples.pack(one);

        assertThat(new String(packed, StandardCharsets.ISO_8859_1)).doesNotContain("OCMF");
        assertThat(PackedSamples.hasSigned(packed)).isTrue();
        assertThat(PackedSamples.unpack(packed, List.of("OCMF|a"))).isEqualTo(one);
        assertThat(PackedSamples.hash(packed)).isNotEqualTo(PackedSamples.hash(PackedSamples.pack(other)));
    }

    @Test
    void aUsualMessageOfEightSamplesTakesLessThanAHundredBytes() {
        Sample volt = new Sample("230.1", "Voltage", "L1-N", "Outlet", "Sample.Periodic", "V", false);

        assertThat(PackedSamples.pack(List.of(volt, volt, volt, volt, volt, volt, volt, volt)))
                .hasSizeLessThan(100);
    }

    @Test
    void aLaterVersionIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PackedSamples.unpack(new byte[] {2, 0}, List.of()))
                .withMessageContaining("newer release");
    }

    private static Sample signed(String value) {
        return new Sample(value, Sample.ENERGY_IMPORT, "", "Outlet", "Transaction.End", "kWh", true);
    }
}
