package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.ocpp16.message.ChargePointStatus;
import org.ohmstead.ocpp16.message.SampledValue;

/** The tables of words. */
class Neutral16Test {

    @ParameterizedTest
    @CsvSource({
        "Available,     AVAILABLE,   ",
        "Preparing,     OCCUPIED,    ",
        "Charging,      OCCUPIED,    CHARGING",
        "SuspendedEVSE, OCCUPIED,    SUSPENDED_EVSE",
        "SuspendedEV,   OCCUPIED,    SUSPENDED_EV",
        "Finishing,     OCCUPIED,    ",
        "Reserved,      RESERVED,    ",
        "Unavailable,   UNAVAILABLE, ",
        "Faulted,       FAULTED,     "
    })
    void nineStatesAreFiveAndWhatTheEnergyDoes(String word, ConnectorStatus status, ChargingState chargingState) {
        for (ChargePointStatus state : ChargePointStatus.values()) {
            if (state.word().equals(word)) {
                assertThat(Neutral16.connectorStatus(state)).isEqualTo(status);
                assertThat(Neutral16.chargingState(state)).isEqualTo(Optional.ofNullable(chargingState));
                return;
            }
        }
        throw new AssertionError("no such state: " + word);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED,              Accepted",
        "BLOCKED,               Blocked",
        "CONCURRENT_TX,         ConcurrentTx",
        "EXPIRED,               Expired",
        "INVALID,               Invalid",
        "UNKNOWN,               Invalid",
        "NO_CREDIT,             Blocked",
        "NOT_ALLOWED_TYPE_EVSE, Blocked",
        "NOT_AT_THIS_LOCATION,  Blocked",
        "NOT_AT_THIS_TIME,      Blocked"
    })
    void tenVerdictsAreFive(AuthorizationStatus verdict, String word) {
        assertThat(Neutral16.word(verdict)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_IMPLEMENTED,                 NotImplemented",
        "NOT_SUPPORTED,                   NotSupported",
        "INTERNAL_ERROR,                  InternalError",
        "PROTOCOL_ERROR,                  ProtocolError",
        "SECURITY_ERROR,                  SecurityError",
        "FORMAT_VIOLATION,                FormationViolation",
        "PROPERTY_CONSTRAINT_VIOLATION,   PropertyConstraintViolation",
        "OCCURRENCE_CONSTRAINT_VIOLATION, OccurenceConstraintViolation",
        "TYPE_CONSTRAINT_VIOLATION,       TypeConstraintViolation",
        "MESSAGE_TYPE_NOT_SUPPORTED,      GenericError",
        "RPC_FRAMEWORK_ERROR,             GenericError",
        "GENERIC_ERROR,                   GenericError"
    })
    void errorsAreSpeltAsTheStandardMisspellsThem(OcppError.Kind kind, String code) {
        RecordingCsms csms = new RecordingCsms();
        assertThat(new Dialect16(csms, csms, csms).spell(kind)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        ",                                Wh",
        "Energy.Active.Import.Register,   Wh",
        "Energy.Active.Export.Register,   Wh",
        "Energy.Active.Import.Interval,   Wh",
        "Energy.Active.Net,               Wh",
        "Energy.Reactive.Import.Register, varh",
        "Energy.Reactive.Export.Interval, varh",
        "Power.Active.Import,             W",
        "Power.Active.Export,             W",
        "Power.Offered,                   W",
        "Power.Reactive.Import,           var",
        "Power.Factor,                    ''",
        "Current.Import,                  A",
        "Current.Export,                  A",
        "Current.Offered,                 A",
        "Voltage,                         V",
        "Frequency,                       Hz",
        "SoC,                             Percent",
        "Temperature,                     ''",
        "RPM,                             ''",
        "Noise,                           ''"
    })
    void aValueWithoutAUnitHasThatOfItsMeasurand(String measurand, String unit) {
        assertThat(Samples.of(new SampledValue("1", null, null, measurand, null, null, null))
                        .unit())
                .isEqualTo(unit);
    }

    @ParameterizedTest
    @CsvSource({
        "Voltage.L1-N,        Voltage,        L1-N",
        "Voltage.L3-L1,       Voltage,        L3-L1",
        "Current.Import.L3,   Current.Import, L3",
        "Current.Import.N,    Current.Import, N",
        "Current.Import.L4,   Current.Import.L4, ''",
        "Current.Import.,     Current.Import., ''",
        ".L1,                 .L1,            ''",
        "L1,                  L1,             ''",
        "Power.Active.Import, Power.Active.Import, ''"
    })
    void aPhaseBehindTheMeasurandIsAPhase(String reported, String measurand, String phase) {
        Sample sample = Samples.of(new SampledValue("1", null, null, reported, null, null, null));
        assertThat(sample.measurand()).isEqualTo(measurand);
        assertThat(sample.phase()).isEqualTo(phase);
    }

    @Test
    void aPhaseThatIsGivenIsNotLookedForInTheMeasurand() {
        Sample sample = Samples.of(new SampledValue("1", null, null, "Voltage.L1-N", "L2", null, "V"));
        assertThat(sample.measurand()).isEqualTo("Voltage.L1-N");
        assertThat(sample.phase()).isEqualTo("L2");
    }
}
