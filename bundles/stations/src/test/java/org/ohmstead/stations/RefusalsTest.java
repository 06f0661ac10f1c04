package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.stations.Place.CP1;
import static org.ohmstead.stations.Place.CP2;
import static org.ohmstead.stations.Place.ELSEWHERE;
import static org.ohmstead.stations.Place.HERE;
import static org.ohmstead.stations.Place.PASSWORD;
import static org.ohmstead.stations.Place.T0;
import static org.ohmstead.stations.Place.minutes;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.StationAdmission.Knock;
import org.ohmstead.api.log.LogLines;
import org.ohmstead.api.model.Refusal;
import org.ohmstead.api.model.Refusal.Reason;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

/** What an operator learns of a station that stays out. */
class RefusalsTest {

    private static final String WRONG = "wrong-horse-battery";

    private final Place place = new Place().with(CP1).with(CP2);
    private final LogLines log = new LogLines(Refusals.class);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void aStationWithAWrongPasswordIsRefusedSinceItsFirstTryUntilItComesIn() {
        place.admits("CP-1", WRONG);
        place.now = T0.plusSeconds(60);
        place.admits("CP-1", WRONG, ELSEWHERE);

        assertThat(place.state(CP1).refusal()).contains(new Refusal(T0, 2, Reason.WRONG_PASSWORD, ELSEWHERE));
        assertThat(place.state(CP2).refusal()).isEmpty();
        assertThat(place.admits("CP-1", PASSWORD)).isTrue();
        assertThat(place.state(CP1).refusal()).isEmpty();
    }

    @Test
    void theLogNamesItOnceUntilItComesIn() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            place.now = T0.plus(minutes(i)); // long after its last failure was forgotten
            place.admits("CP-1", WRONG);
        }
        place.admits("CP-2", WRONG, ELSEWHERE);

        assertThat(log.next())
                .startsWith("WARNING Station CP-1 is refused, it knocked from 192.0.2.10: wrong password");
        assertThat(log.next()).contains("Station CP-2 ", "198.51.100.7");
        place.admits("CP-1", PASSWORD);
        place.admits("CP-1", WRONG);
        assertThat(log.next()).contains("Station CP-1 ");
    }

    @Test
    void triesThatAreRefusedUnheardCountToo() {
        for (int i = 0; i < 100; i++) {
            place.admits("CP-1", WRONG + i);
        }

        assertThat(place.state(CP1).refusal()).map(Refusal::tries).contains(100L);
        assertThat(place.admits("CP-1", PASSWORD)).as("unheard").isFalse();
        assertThat(place.state(CP1).refusal())
                .as("the right password is no wrong one")
                .map(Refusal::tries)
                .contains(100L);
    }

    @Test
    void theReasonIsThatOfTheLatestTry() {
        place.admitsNameless("CP-1");
        assertThat(reason(CP1)).contains(Reason.NO_PASSWORD);
        place.admitted(new Knock("CP-1", Optional.of("CP-2"), Optional.of(PASSWORD), HERE));
        assertThat(reason(CP1)).contains(Reason.WRONG_USER);
        place.service.change(CP1, SiteId.DEFAULT, "", RegistrationStatus.REJECTED);
        assertThat(reason(CP1)).as("it has another standing").isEmpty();
        place.admits("CP-1", PASSWORD);
        assertThat(reason(CP1)).contains(Reason.REJECTED);
    }

    @Test
    void aNewcomerWithoutPasswordIsRefusedWhenNobodyCommissionsAnyMore() {
        StationId newcomer = new StationId("NEW-1");
        place.service.openCommissioning(minutes(10), Optional.empty());
        place.admitsNameless("NEW-1");
        place.service.closeCommissioning();
        place.admitsNameless("NEW-1");

        assertThat(reason(newcomer)).contains(Reason.NOT_COMMISSIONED);
    }

    @Test
    void afterAnotherPasswordItIsCountedAnew() {
        place.admits("CP-1", WRONG);
        place.service.renewPassword(CP1, Optional.of(WRONG));

        assertThat(place.state(CP1).refusal()).isEmpty();
        place.admits("CP-1", PASSWORD);
        assertThat(place.state(CP1).refusal()).map(Refusal::tries).contains(1L);
    }

    @Test
    void strangersFillNoLog() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            place.admits("SCAN-" + i, WRONG);
        }
        place.admits("CP-1", WRONG, ELSEWHERE);

        for (int i = 0; i < 100; i++) {
            assertThat(log.next())
                    .isEqualTo("INFO Refused SCAN-" + i + " from 192.0.2.10: no station has this identity");
        }
        assertThat(log.next()).contains("Station CP-1 ");
        place.now = T0.plusSeconds(10);
        place.admits("SCAN-1000", WRONG, ELSEWHERE);
        place.admits("SCAN-1001", WRONG, ELSEWHERE);
        place.admits("CP-2", WRONG, ELSEWHERE);
        assertThat(log.next()).contains("SCAN-1000");
        assertThat(log.next()).contains("Station CP-2 ");
        place.now = T0.minus(minutes(60)); // somebody set the clock back
        place.admits("SCAN-1002", WRONG, ELSEWHERE);
        place.now = place.now.plusSeconds(10);
        place.admits("SCAN-1003", WRONG, ELSEWHERE);
        assertThat(log.next()).contains("SCAN-1003");
    }

    private Optional<Reason> reason(StationId id) {
        return place.state(id).refusal().map(Refusal::reason);
    }
}
