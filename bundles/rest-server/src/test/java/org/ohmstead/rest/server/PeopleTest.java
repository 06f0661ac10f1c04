package org.ohmstead.rest.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Users, API tokens and the audit trail. */
class PeopleTest extends ServerHouse {

    @Test
    void administratorsManagePeople() {
        assertThat(as(
                                ADMIN,
                                "POST",
                                "/api/v1/users",
                                Optional.of("{\"name\":\"eva\",\"password\":\"short\"," + "\"role\":\"OPERATOR\"}"))
                        .status())
                .isEqualTo(400);
        String eva = "{\"name\":\"eva\",\"password\":\"correct horse battery\",\"role\":\"OPERATOR\"}";
        assertThat(as(ADMIN, "POST", "/api/v1/users", Optional.of(eva)).status())
                .isEqualTo(201);
        assertThat(as(ADMIN, "POST", "/api/v1/users", Optional.of(eva)).status())
                .isEqualTo(409);
        assertThat(as(ADMIN, "PATCH", "/api/v1/users/eva", Optional.of("{\"role\":\"ADMINISTRATOR\"}"))
                        .text("/role"))
                .isEqualTo("ADMINISTRATOR");
        assertThat(as(ADMIN, "DELETE", "/api/v1/users/eva", Optional.empty()).status())
                .isEqualTo(204);
        assertThat(as(ADMIN, "DELETE", "/api/v1/users/admin", Optional.empty()).status())
                .isEqualTo(409);
        assertThat(as(ADMIN, "PATCH", "/api/v1/users/admin", Optional.of("{\"role\":\"OPERATOR\"}"))
                        .status())
                .isEqualTo(409);

        Reply token = as(
                ADMIN,
                "POST",
                "/api/v1/api-tokens",
                Optional.of("{\"name\":\"bi\",\"role\":\"OPERATOR\",\"validDays\":90}"));
        assertThat(token.text("/secret")).isEqualTo("oh_fresh");
        assertThat(as(ADMIN, "DELETE", "/api/v1/api-tokens/erp", Optional.empty())
                        .status())
                .isEqualTo(204);
        assertThat(as(ADMIN, "GET", "/api/v1/api-tokens", Optional.empty())
                        .response()
                        .body())
                .doesNotContain("secret");

        JsonNode audit =
                as(ADMIN, "GET", "/api/v1/audit?limit=2", Optional.empty()).json();
        assertThat(audit.at("/items/0/action").asString()).isEqualTo("api-token.revoke");
        assertThat(audit.has("next")).isTrue();
        assertThat(audit.at("/items/0/seal").asString()).startsWith("5ea1");
        assertThat(house.trail.toString()).doesNotContain("horse", "oh_fresh");
    }

    @Test
    void theListOfApiTokensSaysWhoMadeEachAndWhoLeavesTakesThemAlong() {
        Reply made = as(ADMIN, "POST", "/api/v1/api-tokens", Optional.of("{\"name\":\"bi\",\"role\":\"OPERATOR\"}"));
        assertThat(made.text("/maker")).isEqualTo("ada");
        JsonNode tokens =
                as(ADMIN, "GET", "/api/v1/api-tokens", Optional.empty()).json();
        assertThat(tokens.at("/items/0/maker").asString()).isEqualTo("eva");
        assertThat(tokens.get("items").get(1).has("maker")).isFalse();

        String eva = "{\"name\":\"eva\",\"password\":\"correct horse battery\",\"role\":\"OPERATOR\"}";
        as(ADMIN, "POST", "/api/v1/users", Optional.of(eva));
        house.trail.clear();
        as(ADMIN, "DELETE", "/api/v1/users/eva", Optional.empty());

        assertThat(house.trail)
                .extracting(entry -> entry.action() + " " + entry.subject())
                .containsExactly("user.remove eva", "api-token.revoke erp");
    }

    @Test
    void anAdministratorSeesWhetherTheAuditTrailIsWhole() {
        house.audit.record("eva", "station.change", "CP-1", Optional.empty(), Optional.empty());

        JsonNode whole =
                as(ADMIN, "GET", "/api/v1/audit/verification", Optional.empty()).json();
        assertThat(whole.get("whole").asBoolean()).isTrue();
        assertThat(whole.get("seal").asString()).isEqualTo("5ea10");
        assertThat(whole.has("reason")).isFalse();

        JsonNode broken = as(ADMIN, "GET", "/api/v1/audit/verification?seal=abc", Optional.empty())
                .json();
        assertThat(broken.get("whole").asBoolean()).isFalse();
        assertThat(broken.get("broken").asLong()).isEqualTo(7);
        assertThat(broken.get("reason").asString()).contains("noted");

        assertThat(get("/api/v1/audit/verification").status()).isEqualTo(403);
    }
}
