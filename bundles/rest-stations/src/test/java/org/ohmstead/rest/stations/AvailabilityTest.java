package org.ohmstead.rest.stations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.api.csms.AvailabilityLedger.Interval;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Exclusion.Reason;
import org.ohmstead.api.model.StationId;
import org.ohmstead.rest.House;

/** The availability ledger over HTTP. */
class AvailabilityTest extends StationHouse {

    private static final String PATH = "/api/v1/stations/CP-1/availability";
    private static final String WINDOW = PATH + "?from=2026-11-22T09:00:00Z&to=2026-11-22T12:00:00Z";

    @BeforeEach
    void aStationThatWasDown() {
        StationId station = house.station("CP-1");
        house.ledgers.put(
                station,
                List.of(
                        interval(0, 60, State.AVAILABLE, Optional.empty()),
                        interval(60, 90, State.FAULTED, Optional.of("GroundFailure")),
                        interval(90, 100, State.BACKEND, Optional.of("The server was away"))));
    }

    @Test
    void intervalsAndWhatTheyAddUpToAreTold() {
        Reply reply = get(WINDOW);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/from")).isEqualTo("2026-11-22T09:00:00Z");
        assertThat(reply.json().at("/evses/0/evse").asInt()).isEqualTo(1);
        assertThat(reply.json().at("/evses/0/uptimePercent").asDouble()).isEqualTo(70);
        assertThat(reply.json().at("/evses/0/millis/FAULTED").asLong()).isEqualTo(1_800_000);
        assertThat(reply.json().at("/evses/0/outageMillis").asLong()).isEqualTo(2_400_000);
        assertThat(reply.json().at("/evses/0/excludedMillis").asLong()).isEqualTo(600_000);
        assertThat(reply.json().at("/evses/0/excluded")).hasSize(3);
        assertThat(reply.json().at("/evses/0/changes").asInt()).isEqualTo(2);
        assertThat(reply.text("/evses/0/intervals/1/state")).isEqualTo("FAULTED");
        assertThat(reply.text("/evses/0/intervals/1/cause")).isEqualTo("GroundFailure");
        assertThat(reply.json().at("/evses/0/next").isMissingNode()).isTrue();
    }

    @Test
    void moreIntervalsThanWantedAreToldFromNextOn() {
        Reply reply = get(WINDOW + "&limit=2");

        assertThat(reply.json().at("/evses/0/intervals")).hasSize(2);
        assertThat(reply.text("/evses/0/next")).isEqualTo("2026-11-22T11:30:00Z");
    }

    @Test
    void aPeriodIsTheSites() {
        Reply reply = get(PATH + "?period=month&at=2026-11-22T10:00:00Z");

        assertThat(reply.text("/from")).isEqualTo("2026-10-31T23:00:00Z");
        assertThat(reply.text("/to")).isEqualTo("2026-11-30T23:00:00Z");
    }

    @Test
    void anotherEvseIsLeftOut() {
        assertThat(get(WINDOW + "&evse=2").json().at("/evses")).isEmpty();
    }

    @Test
    void aStationThatNeverReportedHasNoEvses() {
        house.station("CP-2");

        assertThat(get("/api/v1/stations/CP-2/availability").json().at("/evses"))
                .isEmpty();
    }

    @Test
    void aStationNobodyKnowsIsNotFound() {
        assertThat(get("/api/v1/stations/NOBODY/availability").status()).isEqualTo(404);
        assertThat(get("/api/v1/stations/no%20id/availability").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "to=1, to",
        "from=2026-11-22T10:00:00Z&to=2026-11-22T10:00:00Z, from",
        "from=2026-11-22T10:00:00Z&to=2026-11-22T09:00:00Z, from",
        "from=2020-01-01T00:00:00Z&to=2026-11-22T09:00:00Z, from",
        "period=week, period",
        "period=day&from=2026-11-22T10:00:00Z, period",
        "period=day&at=noon, at",
        "period=day&at=+1000000000-12-31T23:59:59Z, at",
        "to=-1000000000-01-01T00:00:00Z, to",
        "from=+1000000000-12-31T23:59:59Z, from",
        "evse=one, evse",
        "evse=-1, evse",
        "limit=0, limit",
        "limit=1001, limit"
    })
    void badInputIsNamedByItsField(String query, String field) {
        Reply reply = get(PATH + "?" + query.replace("+", "%2B"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void onlyWhoIsSignedInIsTold() {
        assertThat(send(request(PATH)).status()).isEqualTo(401);
    }

    @Test
    void anAdministratorHasItMadeAnewAndThatIsWrittenDown() {
        Reply reply = as(ADMIN, "POST", "/api/v1/availability/rebuild", Optional.of("{}"));

        assertThat(reply.status()).isEqualTo(204);
        assertThat(house.ledgers).isEmpty();
        assertThat(house.trail)
                .last()
                .satisfies(entry -> assertThat(entry.action()).isEqualTo("availability.rebuild"));
    }

    @Test
    void whatCannotBeMadeAnewIsRefusedInWordsAndNotWrittenDown() {
        house.journalIsPruned = true;
        Reply reply = as(ADMIN, "POST", "/api/v1/availability/rebuild", Optional.of("{}"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).isEqualTo("The beginning of the journal is pruned.");
        assertThat(house.ledgers).isNotEmpty();
        assertThat(house.trail).isEmpty();
    }

    private static final String EXCLUSIONS = "/api/v1/stations/CP-1/exclusions";
    private static final String VANDALISM =
            "{\"evse\":1,\"from\":\"2026-11-22T11:00:00Z\",\"to\":\"2026-11-22T11:30:00Z\","
                    + "\"reason\":\"VANDALISM\",\"evidence\":\" police report 7 \"}";

    @Test
    void anExclusionIsBookedToldTakenBackAndWrittenDown() {
        Reply booked = post(EXCLUSIONS, VANDALISM);
        assertThat(booked.status()).isEqualTo(201);
        assertThat(booked.text("/evidence")).isEqualTo("police report 7");
        assertThat(booked.text("/who")).isEqualTo("token erp");
        assertThat(get(EXCLUSIONS).json().at("/items")).hasSize(1);
        assertThat(house.trail).last().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("availability.exclude");
            assertThat(entry.subject()).isEqualTo("CP-1");
            assertThat(entry.after().orElseThrow()).contains("EVSE 1", "VANDALISM", "police report 7");
        });

        String path = EXCLUSIONS + "/" + booked.text("/id");
        assertThat(as(OPERATOR, "DELETE", path, Optional.empty()).status()).isEqualTo(204);
        assertThat(house.trail).last().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("availability.revoke-exclusion");
            assertThat(entry.before().orElseThrow()).contains("police report 7");
        });
    }

    @Test
    void whatWasExcludedIsToldWithWhatItWas() {
        house.station("CP-3");
        Exclusion grid = house.ledger.exclude(
                new StationId("CP-3"),
                EvseId.STATION,
                House.NOW,
                House.NOW.plusSeconds(60),
                Reason.GRID_OUTAGE,
                "a letter",
                "eva");
        Interval faulted = new Interval(
                House.NOW,
                House.NOW.plusSeconds(60),
                State.FAULTED,
                Optional.of("UnderVoltage"),
                Optional.empty(),
                Optional.of(grid));
        house.ledgers.put(new StationId("CP-3"), List.of(faulted));

        Reply reply = get("/api/v1/stations/CP-3/availability?from=2026-11-22T09:00:00Z&to=2026-11-22T12:00:00Z");
        assertThat(reply.text("/evses/0/intervals/0/state")).isEqualTo("EXCLUDED");
        assertThat(reply.text("/evses/0/intervals/0/was")).isEqualTo("FAULTED");
        assertThat(reply.text("/evses/0/intervals/0/cause")).isEqualTo("UnderVoltage");
        assertThat(reply.text("/evses/0/intervals/0/exclusion/reason")).isEqualTo("GRID_OUTAGE");
        assertThat(reply.text("/evses/0/intervals/0/exclusion/evidence")).isEqualTo("a letter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VANDALISM | WEATHER | reason",
                "police report 7 | \\u0007 | evidence",
                "\" police report 7 \" | \" \" | evidence",
                "\"evse\":1 | \"evse\":-1 | evse",
                "\"evse\":1 | \"evse\":\"1\" | evse",
                "2026-11-22T11:30:00Z | noon | to",
                "2026-11-22T11:30:00Z | +1000000000-12-31T23:59:59Z | to",
                "2026-11-22T11:00:00Z | 1969-11-22T11:00:00Z | from",
                "\"evse\":1 | \"evsE\":1 | evsE"
            })
    void anExclusionOfNonsenseIsNamedByItsField(String right, String wrong, String field) {
        Reply reply = post(EXCLUSIONS, VANDALISM.replace(right, wrong));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo(field);
        assertThat(house.exclusions).isEmpty();
        assertThat(house.trail).isEmpty();
    }

    @Test
    void anExclusionThatCannotBeIsRefusedInWords() {
        Reply reply = post(EXCLUSIONS, VANDALISM.replace("11:30:00Z", "10:30:00Z"));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/detail")).contains("end after it begins");
        assertThat(post("/api/v1/stations/NOBODY/exclusions", VANDALISM).status())
                .isEqualTo(404);
        assertThat(get("/api/v1/stations/NOBODY/exclusions").status()).isEqualTo(404);
        for (String id : List.of("7", "x", "-1", "99999999999999999999")) {
            assertThat(as(OPERATOR, "DELETE", EXCLUSIONS + "/" + id, Optional.empty())
                            .status())
                    .isEqualTo(404);
        }
        assertThat(house.trail).isEmpty();
    }

    private static Interval interval(int from, int to, State state, Optional<String> cause) {
        return new Interval(
                House.NOW.plus(Duration.ofMinutes(from)),
                House.NOW.plus(Duration.ofMinutes(to)),
                state,
                cause,
                Optional.empty());
    }
}
