package org.ohmstead.ocpp16.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":\"AuthorizationKey\",\"value\":\"0001020304\"}",
                "{ \"value\" : \"0001020304\" , \"key\" : \"AuthorizationKey\" }",
                "{\"key\":\"authorizationkey\",\"value\":\"0001020304\"}",
                "{\"key\":\"Authorization\\u004bey\",\"value\":\"0001020304\"}",
                "{\"key\":\"AuthorizationKey\",\"value\":1020304}",
                "{\"key\":\"AuthorizationKey\",\"value\":[\"0001020304\"]}",
                "{\"key\":\"AuthorizationKey\",\"value\":{\"value\":\"0001020304\"}}",
                "{\"key\":\"AuthorizationKey\",\"value\":{\"key\":\"WifiPassword\",\"value\":\"0001020304\"}}",
                "{\"key\":\"x\",\"key\":\"AuthorizationKey\",\"value\":\"0001020304\"}",
                "{\"key\":\"AuthorizationKey\",\"value\":\"a\",\"value\":\"0001020304\"}",
                "{\"key\":\"AuthorizationKey\",\"value\":\"a \\\"quoted\\\" 0001020304\"}",
                "{\"key\":\"WifiPassword\",\"value\":\"0001020304\"}",
                "{\"key\":\"FtpSecret\",\"value\":\"0001020304\"}",
                "{\"key\":\"FtpPwd\",\"value\":\"0001020304\"}",
                "{\"key\":\"AdminPasscode\",\"value\":\"0001020304\"}",
                "{\"key\":\"AccessToken\",\"value\":\"0001020304\"}",
                "{\"key\":\"IdTokenServiceToken\",\"value\":\"0001020304\"}",
                "{\"configurationKey\":[{\"key\":\"A\",\"value\":\"b\"},{\"key\":\"AuthorizationKey\",\"readonly\":false,\"value\":\"0001020304\"}]}",
                "{\"key\":\"AuthorizationKey\",\"value\":\"0001020304\"",
                "{\"key\":\"AuthorizationKey\",\"value\":\"0001020304",
                "AuthorizationKey=0001020304"
            })
    void aSecretIsHidden(String payload) {
        assertThat(Redaction.of(payload)).doesNotContain("020304");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"idTag\":\"04A1B2C3\",\"meterStart\":0}|{\"idTag\":\"04A1***\",\"meterStart\":0}",
                "{\"idTagInfo\":{\"parentIdTag\":\"FLEET-77\"}}|{\"idTagInfo\":{\"parentIdTag\":\"FLEE***\"}}",
                "{\"l\":[{\"idTag\":\"04A1B2C3\"},{\"idTag\":\"12345\"}]}|{\"l\":[{\"idTag\":\"04A1***\"},{\"idTag\":\"***\"}]}",
                "{\"idTag\":\"a\\\\b\\\"cdefg\"}|{\"idTag\":\"***\"}",
                "{\"idTag\":\"\"}|{\"idTag\":\"\"}",
                "{\"idTag\":1234567890}|{\"idTag\":\"1234***\"}",
                "{\"key\":\"AuthorizationKey\",\"value\":{\"idTag\":\"04A1B2C3\"}}|{\"key\":\"AuthorizationKey\",\"value\":\"***\"}",
                "{\"idTag\":\"04A1B2C3|{\"hidden\":\"***\"}"
            })
    void whatIsKeptHasTokensShortenedAndSecretsHidden(String payload, String kept) {
        assertThat(Redaction.kept(payload)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\\\"idTag\\\":\\\"FLEETCARD\\\",\\\"n\\\":[7]}|{\\\"idTag\\\":\\\"FLEE***\\\",\\\"n\\\":[7]}",
                "{\\\"cardNo\\\":\\\"04A1B2C3\\\"}|{\\\"cardNo\\\":\\\"04A1***\\\"}",
                "[{\\\"card\\\":12345678}]|[{\\\"card\\\":123***}]",
                "{\\\"in\\\":\\\"{\\\\\\\"uid\\\\\\\":\\\\\\\"04A1B2C3\\\\\\\"}\\\"}|{\\\"in\\\":\\\"{\\\\\\\"uid\\\\\\\":\\\\\\\"04A1***\\\\\\\"}\\\"}",
                "{\\\"password\\\":[\\\"letmein\\\"]}|{\\\"password\\\":\\\"***\\\"}",
                "card=04:a1:b2:c3;Energy 12.5|card=04:a***;Energy 12.5",
                "2026-11-29T10:00:00Z DE-8AA-CA2B3C4D5|2026-11-29T10:00:00Z DE-8***",
                "wifi password is letmein|***",
                "{\\\"idTag\\\":\\\"04A1|{\\\"hidden\\\":\\\"***\\\"}",
                "reboot requested|reboot requested"
            })
    void whatIsKeptOfAVendorsDataTellsNoTokenAndNoSecret(String data, String kept) {
        for (String payload : List.of(
                "{\"vendorId\":\"acme-2026.11.29\",\"data\":\"%s\"}", "{\"status\":\"Accepted\",\"data\":\"%s\"}")) {
            assertThat(Redaction.keptOfTransfer(payload.formatted(data))).isEqualTo(payload.formatted(kept));
        }
    }

    @Test
    void aVendorsDataThatIsNoTextIsHiddenWhole() {
        assertThat(Redaction.keptOfTransfer("{\"data\":{\"idTag\":\"04A1B2C3\"},\"messageId\":\"m\"}"))
                .isEqualTo("{\"data\":\"***\",\"messageId\":\"m\"}");
        assertThat(Redaction.keptOfTransfer("{\"data\":12345678}")).isEqualTo("{\"data\":\"***\"}");
        assertThat(Redaction.keptOfTransfer("{\"data\":null}")).isEqualTo("{\"data\":null}");
        assertThat(Redaction.keptOfTransfer("{\"data\":\"04A1B2C3")).isEqualTo("{\"hidden\":\"***\"}");
    }

    @Test
    void whoeverLooksAtAVendorsDataSeesNoSecret() {
        assertThat(Redaction.ofTransfer(
                        "{\"data\":\"{\\\"key\\\":\\\"AuthorizationKey\\\",\\\"value\\\":\\\"0001020304\\\"}\"}"))
                .doesNotContain("020304");
        assertThat(Redaction.ofTransfer("{\"data\":\"psk: 0001020304\"}")).isEqualTo("{\"data\":\"***\"}");
    }

    @Test
    void everythingElseStaysAsItWas() {
        assertThat(Redaction.of("{ \"key\":\"AuthorizationKey\",\t\"value\":\"0001\" , \"x\":[1, 2.50,null]}"))
                .isEqualTo("{ \"key\":\"AuthorizationKey\",\t\"value\":\"***\" , \"x\":[1, 2.50,null]}");
    }

    @Test
    void twoSecretsAreBothHidden() {
        assertThat(Redaction.of(
                        "[{\"key\":\"AuthorizationKey\",\"value\":\"1\"},{\"value\":\"2\",\"key\":\"Password\"}]"))
                .isEqualTo(
                        "[{\"key\":\"AuthorizationKey\",\"value\":\"***\"},{\"value\":\"***\",\"key\":\"Password\"}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":\"HeartbeatInterval\",\"value\":\"300\"}",
                "{\"key\":\"FreeModeIdToken\",\"value\":\"FREE\"}",
                "{\"status\":\"Accepted\"}",
                "{\"key\":[\"AuthorizationKey\"]}",
                "{}",
                "null"
            })
    void aPayloadWithoutSecretsIsTheSame(String payload) {
        assertThat(Redaction.of(payload)).isSameAs(payload);
    }
}
