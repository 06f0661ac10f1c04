package org.ohmstead.rest.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who sees card numbers, and who does not. */
class CardNumbersTest extends ChargingHouse {

    @Test
    void whoOnlySeesSeesCardNumbersShortened() {
        as(ADMIN, "PUT", "/api/v1/tokens/04A1B2C3", Optional.of("{\"label\":\"Van 3\"}"));

        for (String path : List.of("/api/v1/tokens", "/api/v1/tokens?search=van", "/api/v1/tokens?search=04a1")) {
            assertThat(as(READ_ONLY, "GET", path, Optional.empty()).text("/items/0/value"))
                    .isEqualTo("04A1***");
            assertThat(as(OPERATOR, "GET", path, Optional.empty()).text("/items/0/value"))
                    .isEqualTo("04A1B2C3");
        }
        for (String number : List.of("04A1B2C3", "04FFFFFF")) {
            Reply reply = as(READ_ONLY, "GET", "/api/v1/tokens/" + number, Optional.empty());
            assertThat(reply.status())
                    .as("whether it is there or not, or one could guess it")
                    .isEqualTo(403);
            assertThat(reply.text("/detail")).contains("read only", "look one up by its number");
        }
        assertThat(as(READ_ONLY, "GET", "/api/v1/tokens?search=04A1B", Optional.empty())
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void whoOnlySeesCannotAskWhoseTransactionsANumberHas() {
        for (String path : List.of("/api/v1/transactions", "/api/v1/transactions/count")) {
            assertThat(as(READ_ONLY, "GET", path + "?idToken=04A1B2C3", Optional.empty())
                            .status())
                    .isEqualTo(403);
            assertThat(get(path + "?idToken=04A1B2C3").status()).isEqualTo(200);
        }
    }

    @Test
    void whoOnlySeesNeitherMissesNorMeetsTwiceWhatStaysWhileTheListChanges() {
        for (int i = 0; i < 6; i++) {
            as(ADMIN, "PUT", "/api/v1/tokens/04A1B2C" + i, Optional.of("{\"label\":\"Van " + i + "\"}"));
        }
        Reply first = as(READ_ONLY, "GET", "/api/v1/tokens?limit=3", Optional.empty());
        String after = "/api/v1/tokens?limit=3&after=" + first.text("/next");

        as(ADMIN, "DELETE", "/api/v1/tokens/04A1B2C0", Optional.empty());
        assertThat(as(READ_ONLY, "GET", after, Optional.empty()).text("/items/0/label"))
                .isEqualTo("Van 3");
        as(ADMIN, "PUT", "/api/v1/tokens/04A1B2BB", Optional.of("{}"));
        as(ADMIN, "PUT", "/api/v1/tokens/04A1B2BC", Optional.of("{}"));
        assertThat(as(READ_ONLY, "GET", after, Optional.empty()).text("/items/0/label"))
                .isEqualTo("Van 3");
        String changed = after.substring(0, after.length() - 2) + (after.endsWith("AA") ? "BB" : "AA");
        assertThat(as(READ_ONLY, "GET", changed, Optional.empty()).text("/errors/0/field"))
                .isEqualTo("after");
    }

    /** The core goes on after a number. */
    @Test
    void whoOnlySeesGoesOnInTheListWithoutANumber() {
        for (int i = 0; i < 3; i++) {
            as(ADMIN, "PUT", "/api/v1/tokens/04A1B2C" + i, Optional.of("{\"label\":\"Van " + i + "\"}"));
        }
        Reply first = as(READ_ONLY, "GET", "/api/v1/tokens?limit=2", Optional.empty());
        Reply second = as(READ_ONLY, "GET", "/api/v1/tokens?limit=2&after=" + first.text("/next"), Optional.empty());

        assertThat(first.json().toString()).contains("Van 0", "Van 1").doesNotContain("04A1B2");
        assertThat(second.text("/items/0/label")).isEqualTo("Van 2");
        assertThat(second.json().has("next")).isFalse();
        for (String after : List.of("04A1", "-1", "9999999999")) {
            assertThat(as(READ_ONLY, "GET", "/api/v1/tokens?after=" + after, Optional.empty())
                            .text("/errors/0/field"))
                    .isEqualTo("after");
        }
    }

    /** A number as the command line or a list shows it, taken for the number. */
    @Test
    void aShortenedCardNumberChangesNothing() {
        as(ADMIN, "PUT", "/api/v1/tokens/04A1B2C3", Optional.of("{}"));

        for (String value : List.of("04A1***", "***")) {
            assertThat(as(ADMIN, "PUT", "/api/v1/tokens/" + value, Optional.of("{\"blocked\":true}"))
                            .text("/errors/0/message"))
                    .contains("is shortened");
            assertThat(as(ADMIN, "POST", "/api/v1/tokens", Optional.of("{\"value\":\"" + value + "\"}"))
                            .text("/errors/0/message"))
                    .contains("is shortened");
            for (String method : List.of("GET", "DELETE")) {
                Reply reply = as(ADMIN, method, "/api/v1/tokens/" + value, Optional.empty());
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.text("/detail")).contains("its value is needed in full");
            }
            assertThat(as(ADMIN, "GET", "/api/v1/transactions?idToken=" + value, Optional.empty())
                            .text("/errors/0/message"))
                    .contains("is shortened");
            assertThat(as(READ_ONLY, "GET", "/api/v1/tokens/" + value, Optional.empty())
                            .status())
                    .isEqualTo(403);
        }
        assertThat(as(ADMIN, "GET", "/api/v1/tokens", Optional.empty()).json().get("items"))
                .hasSize(1);
    }
}
