package org.ohmstead.rest.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits of tokens and groups, and free places, over HTTP. */
class PoliciesRestTest extends ChargingHouse {

    @Test
    void aTokensLimitIsSetChangedAndTakenAway() {
        Reply added = post("/api/v1/tokens", "{\"value\":\"A\",\"maxConcurrent\":1}");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().get("maxConcurrent").asInt()).isEqualTo(1);
        Reply any = put("/api/v1/tokens/A", "{\"maxConcurrent\":0}");
        assertThat(any.json().get("maxConcurrent").asInt()).isZero();
        assertThat(put("/api/v1/tokens/A", "{}").json().has("maxConcurrent")).isFalse();
        assertThat(house.trail.toString()).contains("at once: 1").contains("at once: 0");
    }

    @Test
    void aLimitBelowNothingIsNone() {
        assertThat(post("/api/v1/tokens", "{\"value\":\"A\",\"maxConcurrent\":-1}")
                        .text("/errors/0/field"))
                .isEqualTo("maxConcurrent");
        assertThat(put("/api/v1/tokens/A", "{\"maxConcurrent\":\"many\"}").status())
                .isEqualTo(400);
        assertThat(put("/api/v1/groups/fleet", "{\"maxConcurrent\":-1}").status())
                .isEqualTo(400);
        assertThat(house.cards).isEmpty();
        assertThat(house.policies.groups()).isEmpty();
    }

    @Test
    void anOldFileOfTokensIsImportedAndANewOneHasLimits() {
        assertThat(csv("/api/v1/tokens/import", "value,type,label,blocked,expires,group\nA,,,,,fleet\n")
                        .status())
                .isEqualTo(200);
        assertThat(csv("/api/v1/tokens/import", "value,maxConcurrent\nB,2\nC,0\nD,\n")
                        .status())
                .isEqualTo(200);

        assertThat(house.cards.get("A ").maxConcurrent()).isEmpty();
        assertThat(house.cards.get("B ").maxConcurrent()).contains(2);
        assertThat(house.cards.get("C ").maxConcurrent()).contains(0);
        assertThat(house.cards.get("D ").maxConcurrent()).isEmpty();
        assertThat(csv("/api/v1/tokens/import", "value,maxConcurrent\nE,-2\nF,some\n")
                        .json()
                        .get("errors"))
                .hasSize(2);
    }

    @Test
    void aGroupsPolicyIsPutShownAndRemoved() {
        assertThat(put("/api/v1/groups/fleet", "{\"maxConcurrent\":0}").text("/name"))
                .isEqualTo("fleet");
        assertThat(get("/api/v1/groups").json().get("items")).hasSize(1);
        assertThat(delete("/api/v1/groups/FLEET").status()).isEqualTo(204);
        assertThat(delete("/api/v1/groups/fleet").status()).isEqualTo(404);
        assertThat(house.trail).extracting(entry -> entry.action()).containsExactly("group.put", "group.remove");
    }

    @Test
    void aStationAndASiteAreFreeUntilSaidOtherwise() {
        house.station("CP-1");
        assertThat(put("/api/v1/free-vend/stations/CP-1").status()).isEqualTo(204);
        assertThat(put("/api/v1/free-vend/sites/default").status()).isEqualTo(204);
        Reply free = get("/api/v1/free-vend");
        assertThat(free.text("/stations/0")).isEqualTo("CP-1");
        assertThat(free.text("/sites/0")).isEqualTo("default");
        assertThat(delete("/api/v1/free-vend/stations/CP-1").status()).isEqualTo(204);
        assertThat(delete("/api/v1/free-vend/sites/default").status()).isEqualTo(204);
        assertThat(get("/api/v1/free-vend").json().get("stations")).isEmpty();
        assertThat(house.trail)
                .extracting(entry -> entry.action())
                .containsExactly("free-vend.on", "free-vend.on", "free-vend.off", "free-vend.off");
    }

    @Test
    void whatIsNotThereCannotBeFree() {
        assertThat(put("/api/v1/free-vend/stations/CP-9").status()).isEqualTo(404);
        assertThat(delete("/api/v1/free-vend/stations/CP-9").status()).isEqualTo(404);
        assertThat(put("/api/v1/free-vend/sites/nowhere").status()).isEqualTo(404);
        assertThat(house.trail).isEmpty();
    }

    private Reply put(String path, String body) {
        return as(OPERATOR, "PUT", path, Optional.of(body));
    }

    private Reply put(String path) {
        return as(OPERATOR, "PUT", path, Optional.empty());
    }

    private Reply delete(String path) {
        return as(OPERATOR, "DELETE", path, Optional.empty());
    }
}
