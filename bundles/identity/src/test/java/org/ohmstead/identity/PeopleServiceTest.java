package org.ohmstead.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.People.NewApiToken;
import org.ohmstead.api.csms.People.Principal;
import org.ohmstead.api.csms.People.Role;
import org.ohmstead.api.csms.People.SignedIn;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StoreUnavailable;

/** Users and their sessions. */
class PeopleServiceTest extends PeopleScene {

    @Test
    void theFirstStartMakesAnAdministratorWhosePasswordOnlyTheOperatorCanRead() throws IOException {
        assertThat(Files.getPosixFilePermissions(initialPassword()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(firstPassword()).hasSize(20);
        assertThat(people.signIn("admin", firstPassword(), ADDRESS))
                .hasValueSatisfying(in -> assertThat(in.principal().role()).isEqualTo(Role.ADMINISTRATOR));
        assertThat(initialPassword()).doesNotExist();
    }

    @Test
    void aSecondStartMakesNobody() throws IOException {
        String password = firstPassword();

        people = open();

        assertThat(firstPassword()).isEqualTo(password);
        assertThat(people.users()).hasSize(1);
    }

    @Test
    void aServerKilledBeforeTheAdministratorWasStoredMakesAnother() throws IOException {
        String lost = firstPassword();
        store.removeUser("admin");

        people = open();

        assertThat(firstPassword()).isNotEqualTo(lost);
        assertThat(people.signIn("admin", firstPassword(), ADDRESS)).isPresent();
    }

    @Test
    void secretsAreStoredAsHashesOnly() throws IOException {
        SignedIn signedIn = people.signIn("admin", firstPassword(), ADDRESS).orElseThrow();
        NewApiToken token = people.createApiToken("admin", "erp", Role.OPERATOR, Optional.empty());
        people.createUser("eva", PASSWORD, Role.OPERATOR);

        String everything = store.sessions() + " " + store.apiTokens() + " "
                + store.users().stream().map(user -> user.passwordHash()).toList();

        assertThat(everything).doesNotContain(signedIn.sessionSecret(), token.secret(), PASSWORD);
        assertThat(signedIn.toString() + token).doesNotContain(signedIn.sessionSecret(), token.secret());
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);

        assertThat(people.signIn("eva", "wrong horse battery", ADDRESS)).isEmpty();
        assertThat(people.signIn("nobody", PASSWORD, ADDRESS)).isEmpty();
        assertThat(people.signIn("", "", ADDRESS)).isEmpty();
        assertThat(people.signIn("EVA", PASSWORD, ADDRESS)).isPresent();
    }

    @Test
    void aSessionEndsAfterTwelveHours() throws IOException {
        String secret =
                people.signIn("admin", firstPassword(), ADDRESS).orElseThrow().sessionSecret();
        now = now.plus(Duration.ofHours(12).minusSeconds(1));
        assertThat(people.authenticate(secret)).isPresent();

        now = now.plus(Duration.ofSeconds(1));

        assertThat(people.authenticate(secret)).isEmpty();
    }

    @Test
    void expiredSessionsDoNotPileUpInTheStore() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        people.signIn("eva", PASSWORD, ADDRESS);
        now = now.plus(Duration.ofHours(13));

        people.signIn("eva", PASSWORD, ADDRESS);

        assertThat(store.sessions()).hasSize(1);
    }

    @Test
    void aSessionSurvivesARestartAndASignOutEndsIt() throws IOException {
        String secret =
                people.signIn("admin", firstPassword(), ADDRESS).orElseThrow().sessionSecret();
        people = open();
        assertThat(people.authenticate(secret))
                .contains(new Principal("admin", Role.ADMINISTRATOR, Principal.Kind.SESSION));

        people.signOut(secret);
        people.signOut(secret);

        assertThat(people.authenticate(secret)).isEmpty();
        assertThat(open().authenticate(secret)).isEmpty();
    }

    @Test
    void theOwnerOfTheHomeIsInUntilSignedOutAndLeavesNothingBehind() {
        String secret = people.admitOwner();
        assertThat(people.authenticate(secret))
                .contains(new Principal("this machine", Role.ADMINISTRATOR, Principal.Kind.OWNER));
        assertThat(people.admitOwner()).isNotEqualTo(secret);
        assertThat(store.sessions()).isEmpty();
        assertThat(open().authenticate(secret)).isEmpty();

        people.signOut(secret);
        people.signOut(secret);

        assertThat(people.authenticate(secret)).isEmpty();
    }

    @Test
    void nobodyCanTakeTheNameOfTheOwner() {
        assertThatThrownBy(() -> people.createUser("this machine", PASSWORD, Role.ADMINISTRATOR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> people.createApiToken("admin", "this machine", Role.READ_ONLY, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChangedUserSignsInAgain() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        String secret = people.signIn("eva", PASSWORD, ADDRESS).orElseThrow().sessionSecret();

        people.changeUser("eva", Optional.of("another long password"), Optional.of(Role.ADMINISTRATOR));

        assertThat(people.authenticate(secret)).isEmpty();
        assertThat(people.signIn("eva", PASSWORD, ADDRESS)).isEmpty();
        assertThat(people.signIn("eva", "another long password", ADDRESS))
                .hasValueSatisfying(in -> assertThat(in.principal().role()).isEqualTo(Role.ADMINISTRATOR));
    }

    @Test
    void ownPasswordNeedsTheCurrentOneAndKeepsTheRoleOneHasByNow() {
        people.createUser("eva", PASSWORD, Role.ADMINISTRATOR);
        people.changeUser("eva", Optional.empty(), Optional.of(Role.READ_ONLY));
        String secret = people.signIn("eva", PASSWORD, ADDRESS).orElseThrow().sessionSecret();

        assertThat(people.changePassword("eva", "wrong horse battery", "another long password", ADDRESS))
                .isFalse();
        assertThat(people.changePassword("tom", PASSWORD, "another long password", ADDRESS))
                .isFalse();
        assertThat(people.authenticate(secret)).isPresent();

        assertThat(people.changePassword("eva", PASSWORD, "another long password", ADDRESS))
                .isTrue();
        assertThat(people.authenticate(secret)).isEmpty();
        assertThat(people.signIn("eva", PASSWORD, ADDRESS)).isEmpty();
        assertThat(people.signIn("eva", "another long password", ADDRESS))
                .hasValueSatisfying(in -> assertThat(in.principal().role()).isEqualTo(Role.READ_ONLY));
    }

    @Test
    void ownPasswordThatMayNotBeChangesNothingAndLeavesNoSession() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);

        assertThatThrownBy(() -> people.changePassword("eva", PASSWORD, "elevenchars", ADDRESS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12");
        assertThat(people.changePassword("eva", PASSWORD, "another long password", ADDRESS))
                .isTrue();
        assertThat(store.sessions()).as("a session nobody has").isEmpty();
    }

    @Test
    void aNewPasswordAloneKeepsTheRole() {
        people.createUser("eva", PASSWORD, Role.READ_ONLY);

        people.changeUser("eva", Optional.of("another long password"), Optional.empty());

        assertThat(people.users())
                .filteredOn(user -> user.name().equals("eva"))
                .singleElement()
                .satisfies(eva -> assertThat(eva.role()).isEqualTo(Role.READ_ONLY));
    }

    @Test
    void aRemovedUserIsOutAtOnce() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        String secret = people.signIn("eva", PASSWORD, ADDRESS).orElseThrow().sessionSecret();

        assertThat(people.removeUser("eva")).isTrue();

        assertThat(people.authenticate(secret)).isEmpty();
        assertThat(people.removeUser("eva")).isFalse();
        assertThat(people.changeUser("eva", Optional.empty(), Optional.of(Role.OPERATOR)))
                .isEmpty();
    }

    @Test
    void theLastAdministratorStays() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);

        assertThatThrownBy(() -> people.removeUser("admin")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> people.changeUser("admin", Optional.empty(), Optional.of(Role.OPERATOR)))
                .isInstanceOf(IllegalArgumentException.class);

        people.changeUser("eva", Optional.empty(), Optional.of(Role.ADMINISTRATOR));
        assertThat(people.removeUser("admin")).isTrue();
        assertThatThrownBy(() -> people.removeUser("eva")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void badNamesAndPasswordsAreRefused() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        assertThatThrownBy(() -> people.createUser("eva", PASSWORD, Role.OPERATOR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> people.createUser("tom", "elevenchars", Role.OPERATOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12");
        for (String name : new String[] {"", "Tom", "tom tom", "tom/", "x".repeat(65)}) {
            assertThatThrownBy(() -> people.createUser(name, PASSWORD, Role.OPERATOR))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void eachRoleIncludesThoseBelowItAndNoneAbove() {
        people.createUser("max", PASSWORD, Role.READ_ONLY);
        assertThat(people.signIn("max", PASSWORD, "10.0.0.1"))
                .hasValueSatisfying(in -> assertThat(in.principal().role()).isEqualTo(Role.READ_ONLY));

        assertThat(Role.ADMINISTRATOR.includes(Role.OPERATOR)).isTrue();
        assertThat(Role.OPERATOR.includes(Role.READ_ONLY)).isTrue();
        assertThat(Role.READ_ONLY.includes(Role.READ_ONLY)).isTrue();
        assertThat(Role.READ_ONLY.includes(Role.OPERATOR)).isFalse();
        assertThat(Role.READ_ONLY.includes(Role.ADMINISTRATOR)).isFalse();
        assertThat(Role.OPERATOR.includes(Role.ADMINISTRATOR)).isFalse();
    }

    @Test
    void whoOnlySeesIsNotTheLastAdministrator() {
        assertThatThrownBy(() -> people.changeUser("admin", Optional.empty(), Optional.of(Role.READ_ONLY)))
                .hasMessageContaining("last administrator");
    }

    @Test
    void nonsenseAuthenticatesNobody() {
        assertThat(people.authenticate("")).isEmpty();
        assertThat(people.authenticate("oh_")).isEmpty();
        assertThat(people.authenticate("admin")).isEmpty();
    }

    @Test
    void resettingTheAdministratorEndsItsSessionsAndIsAudited() throws IOException {
        String old = firstPassword();
        String secret = people.signIn("admin", old, ADDRESS).orElseThrow().sessionSecret();

        String fresh = people.resetAdministrator().password();

        assertThat(people.authenticate(secret)).isEmpty();
        assertThat(people.signIn("admin", old, ADDRESS)).isEmpty();
        assertThat(people.signIn("admin", fresh, ADDRESS)).isPresent();
        assertThat(initialPassword()).doesNotExist();
        assertThat(store.audit(Page.Request.first(1)).items())
                .extracting(Audit.Entry::action)
                .containsExactly("user.reset-password");
    }

    @Test
    void resettingTheAdministratorMakesAnOperatorOfThatNameAdministratorAgain() {
        people.createUser("eva", PASSWORD, Role.ADMINISTRATOR);
        people.changeUser("admin", Optional.empty(), Optional.of(Role.OPERATOR));

        String fresh = people.resetAdministrator().password();

        assertThat(people.signIn("admin", fresh, ADDRESS))
                .hasValueSatisfying(in -> assertThat(in.principal().role()).isEqualTo(Role.ADMINISTRATOR));
    }

    @Test
    void whileNothingCanBeStoredOneComesInUntilTheProcessEnds() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        String before = people.signIn("eva", PASSWORD, ADDRESS).orElseThrow().sessionSecret();
        now = now.plus(Duration.ofHours(12));
        store.refuse(true);

        String secret = people.signIn("eva", PASSWORD, ADDRESS).orElseThrow().sessionSecret();

        assertThat(people.authenticate(secret)).contains(new Principal("eva", Role.OPERATOR, Principal.Kind.SESSION));
        assertThat(people.authenticate(before)).isEmpty();
        store.refuse(false);
        assertThat(people.authenticate(secret)).isPresent();
        assertThat(open().authenticate(secret)).isEmpty();
    }

    @Test
    void whileNothingCanBeStoredTheWrongStayOutAndNobodyIsChanged() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        store.refuse(true);

        assertThat(people.signIn("eva", "wrong horse battery", ADDRESS)).isEmpty();
        assertThatThrownBy(() -> people.createUser("tom", PASSWORD, Role.OPERATOR))
                .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> people.changeUser("eva", Optional.empty(), Optional.of(Role.ADMINISTRATOR)))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(people.signIn("eva", PASSWORD, ADDRESS))
                .hasValueSatisfying(in -> assertThat(in.principal().role()).isEqualTo(Role.OPERATOR));
    }

    @Test
    void aSessionThatCouldNotBeStoredCanBeEndedWhileNothingCanBeStored() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        store.refuse(true);
        String secret = people.signIn("eva", PASSWORD, ADDRESS).orElseThrow().sessionSecret();

        people.signOut(secret);

        assertThat(people.authenticate(secret)).isEmpty();
    }

    @Test
    void aSessionThatWasStoredDoesNotComeBackByASignOutThatWasNot() {
        people.createUser("eva", PASSWORD, Role.OPERATOR);
        String secret = people.signIn("eva", PASSWORD, ADDRESS).orElseThrow().sessionSecret();
        store.refuse(true);

        assertThatThrownBy(() -> people.signOut(secret)).isInstanceOf(StoreUnavailable.class);

        assertThat(people.authenticate(secret)).isPresent();
    }
}
