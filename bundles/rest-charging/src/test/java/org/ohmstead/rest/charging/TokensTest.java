package org.ohmstead.rest.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cards and other tokens. */
class TokensTest extends ChargingHouse {

    @Test
    void tokensAreAddedBlockedAndExpired() {
        Reply valid = post("/api/v1/tokens", "{\"value\":\"04A1B2C3\",\"label\":\"Van 3\"}");
        assertThat(valid.status()).isEqualTo(201);
        assertThat(valid.text("/verdict")).isEqualTo("ACCEPTED");
        assertThat(post("/api/v1/tokens", "{\"value\":\"04a1b2c3\"}").status()).isEqualTo(409);

        Reply blocked = as(OPERATOR, "PUT", "/api/v1/tokens/04A1B2C3", Optional.of("{\"blocked\":true}"));
        assertThat(blocked.text("/verdict")).isEqualTo("BLOCKED");
        Reply expired = post("/api/v1/tokens", "{\"value\":\"B\",\"expires\":\"2020-01-01T00:00:00Z\"}");
        assertThat(expired.text("/verdict")).isEqualTo("EXPIRED");
        assertThat(post("/api/v1/tokens", "{\"value\":\"C\",\"expires\":\"tomorrow\"}")
                        .text("/errors/0/field"))
                .isEqualTo("expires");
        assertThat(get("/api/v1/tokens").json().get("items")).hasSize(2);
        assertThat(as(OPERATOR, "DELETE", "/api/v1/tokens/04A1B2C3", Optional.empty())
                        .status())
                .isEqualTo(204);
        assertThat(get("/api/v1/tokens/04A1B2C3").status()).isEqualTo(404);
        assertThat(house.trail.toString()).doesNotContain("04A1B2C3").contains("04A1***");
    }

    @Test
    void aTokenMayHaveAnyCharacters() {
        assertThat(post("/api/v1/tokens", "{\"value\":\"a/b%c d+e?\",\"type\":\"Central\"}")
                        .status())
                .isEqualTo(201);

        Reply found = get("/api/v1/tokens/a%2Fb%25c%20d+e%3F?type=Central");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("/value")).isEqualTo("a/b%c d+e?");
        assertThat(get("/api/v1/tokens/a%2Fb%25c%20d+e%3F").status()).isEqualTo(404);
    }

    @Test
    void tokensAreImportedAllOrNone() {
        Reply good = csv(
                "/api/v1/tokens/import",
                "value,type,label,blocked,expires,group\n04A1,,Van 1,,2027-01-31,fleet\n04A2,ISO14443,,yes,,\n");
        assertThat(good.json().get("imported").asInt()).isEqualTo(2);
        assertThat(house.cards.get("04A1 ").expires().orElseThrow())
                .as("a day begins in the zone of the site")
                .hasToString("2027-01-30T23:00:00Z");
        assertThat(house.cards.get("04A2 ISO14443").blocked()).isTrue();

        Reply bad = csv("/api/v1/tokens/import", "value,blocked,expires\nX,maybe,soon\nY,,\ny,,\n");

        assertThat(bad.json().get("errors")).hasSize(3);
        assertThat(house.cards).hasSize(2);
    }

    @Test
    void whatAFileHasNoColumnForStaysAndTheTrailTellsWhatChanged() {
        String card = "/api/v1/tokens/04A1B2C3";
        as(
                OPERATOR,
                "PUT",
                card,
                Optional.of(
                        "{\"label\":\"Van 3\",\"blocked\":true,\"expires\":\"2027-01-01T00:00:00Z\",\"group\":\"fleet\","
                                + "\"maxConcurrent\":1}"));

        csv("/api/v1/tokens/import", "value,label\n04A1B2C3,Van 4\nFFFF1111,New\n");

        String kept = ", blocked, expires 2027-01-01T00:00:00Z, group fleet, at once: 1";
        assertThat(house.trail.getLast().after())
                .hasValue("2 tokens; 1 changed: 04A1*** \"Van 3\"" + kept + " is now \"Van 4\"" + kept
                        + "; 1 new: FFFF*** \"New\"");
        assertThat(get(card).json().get("blocked").asBoolean()).isTrue();

        csv("/api/v1/tokens/import", "value,label,blocked,expires\n04A1B2C3,Van 5\n");
        assertThat(get(card).json().get("blocked").asBoolean())
                .as("a line that ends early says nothing of the rest")
                .isTrue();

        csv("/api/v1/tokens/import", "value,blocked,expires\n04A1B2C3,,\n");
        assertThat(get(card).json().get("blocked").asBoolean()).isFalse();
        assertThat(get(card).json().has("expires")).isFalse();
        assertThat(get(card).text("/group")).isEqualTo("fleet");
        assertThat(house.trail).hasSize(4);
    }

    @Test
    void theTrailOfALargeFileStaysReadable() {
        String lines = IntStream.range(0, 300)
                .mapToObj(i -> "CARD" + (100_000 + i) + "\n")
                .collect(Collectors.joining());

        csv("/api/v1/tokens/import", "value\n" + lines);

        assertThat(house.trail)
                .singleElement()
                .satisfies(entry -> assertThat(entry.after().orElseThrow())
                        .startsWith("300 tokens; 0 changed; 300 new: CARD*** ")
                        .endsWith(" and 100 more"));
    }
}
