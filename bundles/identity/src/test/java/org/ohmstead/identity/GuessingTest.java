package org.ohmstead.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.People.Role;

/** Who guesses is slowed down, and keeps nobody else out. */
class GuessingTest extends PeopleScene {

    @Test
    void afterFiveFailuresEvenTheRightPasswordWaits() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        for (int i = 0; i < 5; i++) {
            assertThat(people.signIn("eva", "wrong horse battery", ADDRESS)).isEmpty();
        }
        assertThat(people.signIn("Eva", PASSWORD, ADDRESS)).isEmpty();

        now = now.plus(Duration.ofMinutes(1));

        assertThat(people.signIn("eva", PASSWORD, ADDRESS)).isPresent();
        assertThat(people.signIn("eva", PASSWORD, ADDRESS)).isPresent();
    }

    @Test
    void aStrangerWhoGuessesKeepsNobodyOutWhoComesFromElsewhere() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        for (int i = 0; i < 60; i++) {
            people.signIn("eva", "wrong horse battery", "10.0.0." + i % 10);
        }

        assertThat(people.signIn("eva", PASSWORD, "10.0.1.1")).isPresent();
        assertThat(people.signIn("eva", PASSWORD, "10.0.0.1"))
                .as("one who is right elsewhere does not free the stranger")
                .isEmpty();
    }

    /** Neither a key of the count nor a line of the log: it may be megabytes, or pretend to be another line. */
    @Test
    void whatNobodyCanBeCalledIsNotCounted() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        for (int i = 0; i < 60; i++) {
            for (String name : List.of("x".repeat(65) + i, "eva\n2026-11-29 ERROR all is lost " + i, i + " eva", "")) {
                assertThat(people.signIn(name, PASSWORD, ADDRESS)).isEmpty();
            }
        }

        assertThat(people.signIn("eva", PASSWORD, ADDRESS)).isPresent();
    }

    @Test
    void whoeverHasAnIpv6NetworkHasNoMoreTriesThanOneAddress() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        for (int i = 0; i < 5; i++) {
            people.signIn("eva", "wrong horse battery", "[2001:db8:0:1:0:0:0:" + i + "]");
        }

        assertThat(people.signIn("eva", PASSWORD, "2001:db8:0:1:ffff:ffff:ffff:ffff"))
                .isEmpty();
        assertThat(people.signIn("eva", PASSWORD, "2001:db8:0:2:0:0:0:1")).isPresent();
    }

    @Test
    void aResetForgivesTheAdministratorsFailures() {
        for (int i = 0; i < 5; i++) {
            people.signIn("admin", "wrong horse battery", ADDRESS);
        }

        String fresh = people.resetAdministrator().password();

        assertThat(people.signIn("admin", fresh, ADDRESS)).isPresent();
    }

    @Test
    void anAddressThatTriesManyNamesIsSlowedDown() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        spray("10.0.0.66", 50);

        assertThat(people.signIn("eva", PASSWORD, "10.0.0.66")).isEmpty();
        assertThat(people.signIn("eva", PASSWORD, "10.0.0.1")).isPresent();

        now = now.plus(Duration.ofSeconds(6));
        assertThat(people.signIn("name50", PASSWORD, "10.0.0.66")).isEmpty();
        assertThat(people.signIn("eva", PASSWORD, "10.0.0.66"))
                .as("that was the one of these six seconds")
                .isEmpty();
    }

    @Test
    void whoHasAnAccountCannotSprayMoreByBeingRightInBetween() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        people.createUser("tom", PASSWORD, Role.OPERATOR);
        for (int i = 0; i < 5; i++) {
            spray("10.0.0.66", 10);
            people.signIn("tom", PASSWORD, "10.0.0.66");
        }

        assertThat(people.signIn("eva", PASSWORD, "10.0.0.66")).isEmpty();
    }

    private void spray(String address, int names) {
        for (int i = 0; i < names; i++) {
            people.signIn("name" + i, PASSWORD, address);
        }
    }

    @Test
    void oneClumsyPersonKeepsNobodyOutBehindTheSameProxy() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        for (int minute = 0; minute < 120; minute++) {
            now = now.plus(Duration.ofMinutes(1));
            for (int i = 0; i < 10; i++) {
                people.signIn("tom", "wrong horse battery", ADDRESS);
            }
        }

        assertThat(people.signIn("eva", PASSWORD, ADDRESS)).isPresent();
    }

    @Test
    void whoWasRightFromAnAddressStaysInWhenSomebodyGuessesThere() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        people.signIn("eva", PASSWORD, ADDRESS);
        spray(ADDRESS, 60);

        assertThat(people.signIn("eva", PASSWORD, ADDRESS)).isPresent();
        for (int i = 0; i < 5; i++) {
            people.signIn("eva", "wrong horse battery", ADDRESS);
        }
        assertThat(people.signIn("eva", PASSWORD, ADDRESS))
                .as("its own failures count all the same")
                .isEmpty();
    }

    @Test
    void guessingByChangingThePasswordIsNoFaster() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        for (int i = 0; i < 5; i++) {
            people.changePassword("eva", "wrong horse battery", "another long password", ADDRESS);
        }

        assertThat(people.changePassword("eva", PASSWORD, "another long password", ADDRESS))
                .isFalse();
        assertThat(people.signIn("eva", PASSWORD, ADDRESS)).isEmpty();
    }
}
