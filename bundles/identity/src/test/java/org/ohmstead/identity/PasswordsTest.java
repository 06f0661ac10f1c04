package org.ohmstead.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    @Test
    void theTextFormIsTheUsualOne() {
        assertThat(new Passwords().hash("correct horse battery"))
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    /** Made by the reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1}. */
    @Test
    void aHashOfTheReferenceImplementationIsUnderstood() {
        var reference =
                Optional.of("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

        assertThat(new Passwords().matches("password", reference)).isTrue();
        assertThat(new Passwords().matches("passwore", reference)).isFalse();
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        var passwords = new Passwords(64, 1);

        assertThat(passwords.hash("correct horse battery")).isNotEqualTo(passwords.hash("correct horse battery"));
    }

    @Test
    void nothingMatchesNobody() {
        assertThat(new Passwords(64, 1).matches("", Optional.empty())).isFalse();
    }

    @Test
    void anEndlessPasswordIsNotEvenHashed() {
        assertThat(new Passwords(64, 1).matches("x".repeat(1_000_000), Optional.empty()))
                .isFalse();
    }
}
