package org.ohmstead.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.People.ApiToken;
import org.ohmstead.api.csms.People.NewApiToken;
import org.ohmstead.api.csms.People.Principal;
import org.ohmstead.api.csms.People.Role;
import org.ohmstead.api.csms.People.User;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.identity.store.PeopleStore.StoredApiToken;

/** Tokens for scripts, and what becomes of them when their maker changes or leaves. */
class ApiTokensTest extends PeopleScene {

    @Test
    void anApiTokenWorksUntilItExpires() {
        NewApiToken token = people.createApiToken("admin", "erp", Role.OPERATOR, Optional.of(Duration.ofDays(1)));
        assertThat(token.secret()).startsWith("oh_");
        assertThat(people.authenticate(token.secret()))
                .contains(new Principal("erp", Role.OPERATOR, Principal.Kind.API_TOKEN));

        now = now.plus(Duration.ofDays(1));

        assertThat(people.authenticate(token.secret())).isEmpty();
    }

    @Test
    void aRevokedApiTokenIsOutAtOnceAndItsNameIsFree() {
        NewApiToken token = people.createApiToken("admin", "erp", Role.OPERATOR, Optional.empty());
        assertThatThrownBy(() -> people.createApiToken("admin", "erp", Role.OPERATOR, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(people.revokeApiToken("erp")).isTrue();

        assertThat(people.authenticate(token.secret())).isEmpty();
        assertThat(people.revokeApiToken("erp")).isFalse();
        assertThat(people.createApiToken("admin", "erp", Role.OPERATOR, Optional.empty())
                        .secret())
                .isNotEqualTo(token.secret());
    }

    @Test
    void aTokenEndsWithTheUserWhoMadeItAndNobodyElses() {
        people.createUser("eva", PASSWORD, Role.ADMINISTRATOR);
        NewApiToken evas = people.createApiToken("eva", "erp", Role.OPERATOR, Optional.empty());
        NewApiToken admins = people.createApiToken("admin", "bi", Role.READ_ONLY, Optional.empty());

        people.removeUser("eva");

        assertThat(people.authenticate(evas.secret())).isEmpty();
        assertThat(people.authenticate(admins.secret())).isPresent();
        assertThat(people.apiTokens()).extracting(ApiToken::name).containsExactly("bi");
        assertThat(open().authenticate(evas.secret())).isEmpty();
    }

    @Test
    void whoTakesTheNameOfOneWhoLeftDoesNotReviveTheTokens() {
        people.createUser("eva", PASSWORD, Role.ADMINISTRATOR);
        NewApiToken token = people.createApiToken("eva", "erp", Role.OPERATOR, Optional.empty());
        people.removeUser("eva");
        people.createUser("eva", PASSWORD, Role.ADMINISTRATOR);

        assertThat(people.authenticate(token.secret())).isEmpty();
        assertThat(open().authenticate(token.secret())).isEmpty();
    }

    @Test
    void aTokenMayNoMoreThanItsMakerMayNow() {
        people.createUser("eva", PASSWORD, Role.ADMINISTRATOR);
        NewApiToken mighty = people.createApiToken("eva", "mighty", Role.ADMINISTRATOR, Optional.empty());
        NewApiToken modest = people.createApiToken("eva", "modest", Role.READ_ONLY, Optional.empty());

        people.changeUser("eva", Optional.empty(), Optional.of(Role.OPERATOR));

        assertThat(roleOf(mighty)).contains(Role.OPERATOR);
        assertThat(roleOf(modest)).contains(Role.READ_ONLY);
        assertThat(people.apiTokens()).extracting(ApiToken::role).containsExactly(Role.OPERATOR, Role.READ_ONLY);
        people = open();
        assertThat(roleOf(mighty)).contains(Role.OPERATOR);

        people.changeUser("eva", Optional.empty(), Optional.of(Role.ADMINISTRATOR));
        assertThat(roleOf(mighty)).contains(Role.ADMINISTRATOR);
        assertThat(roleOf(modest)).contains(Role.READ_ONLY);
    }

    @Test
    void aMakerWithTooSmallARoleLendsNoGreaterOne() {
        people.createUser("eva", PASSWORD, Role.READ_ONLY);

        NewApiToken token = people.createApiToken("eva", "erp", Role.ADMINISTRATOR, Optional.empty());

        assertThat(token.token().role()).isEqualTo(Role.READ_ONLY);
        assertThat(roleOf(token)).contains(Role.READ_ONLY);
    }

    @Test
    void aFreshPasswordOfItsMakerLeavesAToken() {
        people.createUser("eva", PASSWORD, Role.ADMINISTRATOR);
        NewApiToken token = people.createApiToken("eva", "erp", Role.OPERATOR, Optional.empty());

        people.changeUser("eva", Optional.of("another long password"), Optional.empty());

        assertThat(roleOf(token)).contains(Role.OPERATOR);
    }

    @Test
    void nobodyWhoIsGoneMakesATokenAndItsNameStaysFree() {
        assertThatThrownBy(() -> people.createApiToken("eva", "erp", Role.OPERATOR, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no user any more");

        assertThat(store.apiTokens()).isEmpty();
        assertThat(people.createApiToken("admin", "erp", Role.OPERATOR, Optional.empty()))
                .isNotNull();
    }

    @Test
    void whileTheStoreRefusesAUserAndItsTokensStay() {
        people.createUser("eva", PASSWORD, Role.ADMINISTRATOR);
        NewApiToken token = people.createApiToken("eva", "erp", Role.OPERATOR, Optional.empty());
        store.refuse(true);

        assertThatThrownBy(() -> people.removeUser("eva")).isInstanceOf(StoreUnavailable.class);

        assertThat(roleOf(token)).contains(Role.OPERATOR);
        assertThat(people.users()).extracting(User::name).contains("eva");
    }

    @Test
    void whatTheOwnerOfTheHomeMadeEndsWithNobody() {
        people.createUser("eva", PASSWORD, Role.ADMINISTRATOR);
        NewApiToken token = people.createApiToken("this machine", "erp", Role.ADMINISTRATOR, Optional.empty());

        people.removeUser("admin");

        assertThat(roleOf(token)).contains(Role.ADMINISTRATOR);
        assertThat(open().authenticate(token.secret())).isPresent();
    }

    @Test
    void aTokenFromBeforeMakersWereNotedWorksOnAndSaysThatItHasNone() {
        store.addApiToken(new StoredApiToken(
                "old", Role.ADMINISTRATOR, Secrets.hash("oh_old"), now, Optional.empty(), Optional.empty()));
        people = open();
        people.createUser("eva", PASSWORD, Role.ADMINISTRATOR);
        people.removeUser("admin");

        assertThat(people.authenticate("oh_old"))
                .contains(new Principal("old", Role.ADMINISTRATOR, Principal.Kind.API_TOKEN));
        assertThat(people.apiTokens())
                .singleElement()
                .satisfies(token -> assertThat(token.maker()).isEmpty());
        assertThat(people.revokeApiToken("old")).isTrue();
        assertThat(people.authenticate("oh_old")).isEmpty();
    }

    private Optional<Role> roleOf(NewApiToken token) {
        return people.authenticate(token.secret()).map(Principal::role);
    }
}
