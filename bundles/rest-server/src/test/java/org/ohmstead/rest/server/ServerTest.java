package org.ohmstead.rest.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.StationId;
import org.ohmstead.rest.House;
import tools.jackson.databind.JsonNode;

/** What the server remembers, and what it logs. */
class ServerTest extends ServerHouse {

    @Test
    void theJournalIsReadOnAndOnAndItsTokensAreShortened() {
        StationId station = house.station("CP-1");
        house.append(Optional.of(station), House.stationFact());
        house.append(
                Optional.empty(), new Facts.TokenChanged(Optional.of(IdToken.of("04A1B2C3")), false, Optional.empty()));

        JsonNode page = get("/api/v1/journal?after=1:1").json();
        assertThat(page.get("items")).hasSize(1);
        assertThat(page.at("/items/0/kind").asString()).isEqualTo("TokenChanged");
        assertThat(page.at("/items/0/fact/idToken").asString()).isEqualTo("04A1***");
        assertThat(page.get("next").asString()).isEqualTo("1:2");
        assertThat(get("/api/v1/journal?limit=1&after=1:2").json().get("next").asString())
                .as("nothing new yet")
                .isEqualTo("1:2");
        assertThat(get("/api/v1/journal?after=here").status()).isEqualTo(400);

        String end = house.journal.head().toString();
        assertThat(get("/api/v1/journal?after=" + end).json().get("items")).isEmpty();
        Reply beyond = get("/api/v1/journal?after=" + end + "0");
        assertThat(beyond.status()).isEqualTo(400);
        assertThat(beyond.text("/errors/0/message")).isEqualTo("is beyond the end of the journal, which is " + end);
        assertThat(get("/api/v1/journal?after=2:1").status()).isEqualTo(400);
        assertThat(get("/api/v1/journal?after=0:" + 1_000_000).status()).isEqualTo(200);
        assertThat(get("/api/v1/journal/kinds").json().findValuesAsString("kind"))
                .contains("StationBooted", "TransactionStarted");
    }

    @Test
    void anAdministratorChangesALogLevelForAWhileAndItIsWrittenDown() {
        String path = "/api/v1/log-levels/org.ohmstead.ocpp16";
        Reply set = as(ADMIN, "PUT", path, Optional.of("{\"level\":\"DEBUG\",\"minutes\":30}"));
        assertThat(set.text("/until")).isEqualTo(House.NOW.plusSeconds(1_800).toString());
        assertThat(as(ADMIN, "GET", "/api/v1/log-levels", Optional.empty()).text("/items/0/level"))
                .isEqualTo("DEBUG");
        assertThat(as(ADMIN, "DELETE", path, Optional.empty()).status()).isEqualTo(204);
        assertThat(as(ADMIN, "DELETE", path, Optional.empty()).status()).isEqualTo(404);
        assertThat(house.trail).extracting(Audit.Entry::action).containsExactly("log.level", "log.level");
        assertThat(house.trail.getFirst().after()).contains("DEBUG until " + House.NOW.plusSeconds(1_800));

        assertThat(as(ADMIN, "PUT", path, Optional.of("{\"level\":\"LOUD\"}")).status())
                .isEqualTo(400);
        assertThat(as(ADMIN, "PUT", path, Optional.of("{\"level\":\"INFO\",\"minutes\":0}"))
                        .status())
                .isEqualTo(400);
        assertThat(as(ADMIN, "PUT", "/api/v1/log-levels/.x", Optional.of("{\"level\":\"INFO\"}"))
                        .status())
                .isEqualTo(400);
        assertThat(as(ADMIN, "PUT", "/api/v1/log-levels/org.old", Optional.of("{\"level\":\"INFO\"}"))
                        .status())
                .isEqualTo(409);
        assertThat(get("/api/v1/log-levels").status()).isEqualTo(403);
        assertThat(house.trail).hasSize(2);
    }

    /** It would write on the disk that is full. */
    @Test
    void aLogLevelThatCannotBeWrittenDownIsTakenBack() {
        String path = "/api/v1/log-levels/org.ohmstead.ocpp16";
        house.diskIsFull = true;
        assertThat(as(ADMIN, "PUT", path, Optional.of("{\"level\":\"DEBUG\"}")).status())
                .isEqualTo(503);
        house.diskIsFull = false;
        assertThat(as(ADMIN, "DELETE", path, Optional.empty()).status()).isEqualTo(404);

        as(ADMIN, "PUT", path, Optional.of("{\"level\":\"INFO\"}"));
        house.diskIsFull = true;
        as(ADMIN, "PUT", path, Optional.of("{\"level\":\"DEBUG\"}"));
        house.diskIsFull = false;
        assertThat(as(ADMIN, "GET", "/api/v1/log-levels", Optional.empty()).text("/items/0/level"))
                .isEqualTo("INFO");
    }
}
