package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ohmstead.stations.Place.HARDWARE;
import static org.ohmstead.stations.Place.T0;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.FaultCode;
import org.ohmstead.api.model.FaultCode.Severity;
import org.ohmstead.api.model.StatusReport;

class FaultDictionaryTest {

    private final FaultDictionary dictionary = new FaultDictionary();

    private List<FaultCode> explained(String errorCode, String vendorErrorCode) {
        return dictionary.explain(
                Optional.of(HARDWARE),
                new StatusReport(
                        Connector.of(1),
                        ConnectorStatus.FAULTED,
                        "Faulted",
                        Optional.empty(),
                        Optional.ofNullable(errorCode),
                        Optional.empty(),
                        Optional.ofNullable(vendorErrorCode),
                        T0,
                        T0));
    }

    private void file(String vendor, String model, String codes) {
        dictionary.addFile(new FaultFile(new Written(vendor, model, codes), Map.of("service.pid", vendor + model)));
    }

    static List<String> mrec() {
        return IntStream.rangeClosed(1, 26).mapToObj("CX%03d"::formatted).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConnectorLockFailure",
                "EVCommunicationError",
                "GroundFailure",
                "HighTemperature",
                "InternalError",
                "LocalListConflict",
                "OtherError",
                "OverCurrentFailure",
                "OverVoltage",
                "PowerMeterFailure",
                "PowerSwitchFailure",
                "ReaderFailure",
                "ResetFailure",
                "UnderVoltage",
                "WeakSignal"
            })
    void everyErrorCodeOfTheStandardIsExplained(String code) {
        assertThat(explained(code, null)).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.cause()).endsWith(".");
            assertThat(fault.remedy()).endsWith(".");
        });
    }

    @ParameterizedTest
    @MethodSource("mrec")
    void everyMinimumRequiredErrorCodeIsExplainedInPlaceOfOtherError(String code) {
        assertThat(explained("OtherError", code)).extracting(FaultCode::code).containsExactly(code);
    }

    @Test
    void theVendorsCodeIsExplainedBeforeTheStandardsOwn() {
        assertThat(explained("GroundFailure", "CX022"))
                .extracting(FaultCode::code)
                .containsExactly("CX022", "GroundFailure");
        assertThat(explained("OtherError", "0x17")).extracting(FaultCode::code).containsExactly("OtherError");
    }

    @Test
    void severalFaultsAtOnceAreExplainedEach() {
        assertThat(explained("OtherError", "cx008, CX026,CX008"))
                .extracting(FaultCode::code)
                .containsExactly("CX008", "CX026");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoError", "CX027", "CX1", "0x17", "", ",", " ", "Error"})
    void whatNobodyKnowsIsLeftOut(String code) {
        assertThat(explained(code, code)).isEmpty();
    }

    @Test
    void aFileExplainsTheCodesOfItsVendorOnly() {
        file("Acme", "", "E17 | OUTAGE | The fan stands still. | Change the fan.");
        file("Other", "", "E18 | OUTAGE | The lamp is broken. | Change the lamp.");

        assertThat(explained("OtherError", "e17"))
                .first()
                .isEqualTo(new FaultCode("E17", Severity.OUTAGE, "The fan stands still.", "Change the fan."));
        assertThat(explained(null, "E18")).isEmpty();
    }

    @Test
    void theMostPreciseFileCountsAndAnyFileBeforeWhatIsShipped() {
        file("", "", "WeakSignal | NOTICE | Any. | Any.");
        file("acme", "on*", "WeakSignal | DEGRADED | Model. | Model.; E1 | NOTICE | One. | One.");
        file("acme", "", "WeakSignal | OUTAGE | Vendor. | Vendor.");

        assertThat(explained("WeakSignal", "E1")).extracting(FaultCode::cause).containsExactly("One.", "Model.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E1",
                "E1 | OUTAGE | cause",
                "E1 | BAD | cause | remedy",
                "E1 | outage | cause | remedy",
                " | OUTAGE | cause | remedy",
                "E1 | OUTAGE | cause | ",
                "E1 | OUTAGE | cause | remedy | more"
            })
    void aFileOfNonsenseIsRefusedInWords(String codes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file("acme", "", codes))
                .withMessageContaining("is not");
    }

    /** A file as an operator may write it. */
    private record Written(String vendor, String model, String codes) implements FaultFile.Settings {

        @Override
        public Class<? extends Annotation> annotationType() {
            return FaultFile.Settings.class;
        }
    }
}
