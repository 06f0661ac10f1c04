package org.ohmstead.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Authorizer.Admission;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.TokenGroup;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.authorization.store.InMemoryPolicyStore;
import org.ohmstead.authorization.store.InMemoryTokenStore;
import org.ohmstead.authorization.store.PolicyStore;

/** Groups, the master group, free places and how stations spell tokens. */
class PoliciesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final StationId CP1 = new StationId("CP-1");
    private static final SiteId DEPOT = new SiteId("depot");
    private static final IdToken CARD = IdToken.of("04A1B2");
    private static final IdToken OTHER = IdToken.of("04C3D4");
    private static final IdToken MASTER = IdToken.of("04FFFF");
    private static final IdToken STRANGER = IdToken.of("STRANGER");

    private final InMemoryPolicyStore policies = new InMemoryPolicyStore(station -> DEPOT);
    private final AuthorizationService service = service(policies);

    @Test
    void aRegisteredTokenNamedLikeAGroupIsNotOfIt() {
        put(CARD, Optional.of("FLEET"));
        put(IdToken.of("FLEET"), Optional.empty());

        assertThat(service.mayStop(CP1, CARD, IdToken.of("FLEET"))).isFalse();
        assertThat(service.mayStop(CP1, IdToken.of("FLEET"), CARD)).isFalse();
    }

    @Test
    void theSecondTokenOfAGroupMayStopAndAStrangersMayNot() {
        put(CARD, Optional.of("FLEET"));
        put(OTHER, Optional.of("fleet"));

        assertThat(service.mayStop(CP1, CARD, OTHER)).isTrue();
        assertThat(service.mayStop(CP1, CARD, STRANGER)).isFalse();
    }

    @Test
    void aBlockedTokenStopsOnlyItsOwn() {
        put(CARD, Optional.of("fleet"));
        service.put(List.of(new Token(OTHER, "", true, Optional.empty(), Optional.of("fleet"))));

        assertThat(service.mayStop(CP1, CARD, OTHER)).isFalse();
        assertThat(service.mayStop(CP1, OTHER, OTHER)).isTrue();
    }

    @Test
    void aGroupAnotherSourceToldCountsToo() {
        AtomicInteger asked = new AtomicInteger();
        service.addSource(
                (at, token) -> {
                    asked.incrementAndGet();
                    return token.equals(STRANGER)
                            ? Optional.empty()
                            : Optional.of(new Authorization(
                                    AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("contract-7")));
                },
                Map.of());

        assertThat(service.mayStop(CP1, CARD, OTHER))
                .as("asked about both, as after a restart")
                .isTrue();
        assertThat(service.sameGroup(CARD, OTHER)).isTrue();
        assertThat(service.mayStop(CP1, CARD, OTHER)).isTrue();
        assertThat(asked).as("then remembered").hasValue(2);
        assertThat(service.mayStop(CP1, CARD, STRANGER)).isFalse();
    }

    @Test
    void ourOwnGroupAndASourcesOfOneNameAreOneGroup() {
        put(CARD, Optional.of("fleet"));
        service.addSource(
                (at, token) -> Optional.of(
                        new Authorization(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("Fleet"))),
                Map.of());

        assertThat(service.mayStop(CP1, CARD, OTHER)).isTrue();
    }

    @Test
    void theMasterGroupMayStopEverybodyAndStartNothing() {
        service.modified(TokenSettings.SHIPPED.masters("Service", false));
        put(MASTER, Optional.of("service"));

        assertThat(service.mayStop(CP1, STRANGER, MASTER)).isTrue();
        assertThat(service.mayStop(CP1, MASTER, STRANGER)).isFalse();
        assertThat(service.authorize(CP1, MASTER).accepted())
                .as("shown to stop")
                .isTrue();
        assertThat(admit(Optional.of(MASTER)))
                .isEqualTo(Admission.of(
                        new Authorization(AuthorizationStatus.BLOCKED, Optional.empty(), Optional.of("service"))));
    }

    @Test
    void mastersStartWhereTheOperatorLetsThem() {
        service.modified(TokenSettings.SHIPPED.masters("service", true));
        put(MASTER, Optional.of("service"));

        assertThat(admit(Optional.of(MASTER)).authorization().accepted()).isTrue();
    }

    @Test
    void aBlockedOrStrangeTokenIsNoMaster() {
        service.modified(TokenSettings.SHIPPED.masters("service", false));
        service.put(List.of(new Token(MASTER, "", true, Optional.empty(), Optional.of("service"))));
        put(IdToken.of("SERVICE"), Optional.empty());

        assertThat(service.mayStop(CP1, CARD, MASTER)).isFalse();
        assertThat(service.mayStop(CP1, CARD, IdToken.of("SERVICE")))
                .as("named like the group")
                .isFalse();
    }

    @Test
    void aMasterStopsAllByWhatIsKnownOfItAndNotByAFreePlace() {
        service.modified(TokenSettings.SHIPPED.masters("service", false));
        put(MASTER, Optional.of("service"));
        assertThat(service.stopsAll(CP1, MASTER)).isTrue();
        assertThat(service.stopsAll(CP1, STRANGER)).isFalse();

        service.freeVend(CP1, true);
        service.put(List.of(new Token(
                MASTER, "", false, Optional.of(Instant.parse("2020-01-01T00:00:00Z")), Optional.of("service"))));
        assertThat(service.authorize(CP1, MASTER).accepted())
                .as("charges, as anybody does")
                .isTrue();
        assertThat(service.stopsAll(CP1, MASTER)).isFalse();
    }

    @Test
    void withoutAMasterGroupNobodyIsMaster() {
        put(MASTER, Optional.of("service"));

        assertThat(service.mayStop(CP1, CARD, MASTER)).isFalse();
        assertThat(admit(Optional.of(MASTER)).authorization().accepted()).isTrue();
    }

    @Test
    void whereItIsFreeAnybodyChargesAndThatIsRemembered() {
        service.freeVend(CP1, true);

        assertThat(service.authorize(CP1, STRANGER).accepted()).isTrue();
        Admission stranger = admit(Optional.of(STRANGER));
        assertThat(stranger.authorization()).isEqualTo(Authorization.ACCEPTED);
        assertThat(stranger.flags()).containsExactly(TransactionFlag.FREE_VEND);
        assertThat(admit(Optional.empty())).as("without any token").isEqualTo(stranger);
    }

    @Test
    void aBlockedTokenStaysBlockedWhereItIsFree() {
        service.freeVend(CP1, true);
        service.put(List.of(new Token(CARD, "", true, Optional.empty(), Optional.empty())));

        assertThat(service.authorize(CP1, CARD).status()).isEqualTo(AuthorizationStatus.BLOCKED);
        assertThat(admit(Optional.of(CARD)).authorization().status()).isEqualTo(AuthorizationStatus.BLOCKED);
    }

    @Test
    void anExpiredTokenIsAnybodyAndAKnownOneItself() {
        service.freeVend(CP1, true);
        service.put(List.of(new Token(CARD, "", false, Optional.of(NOW), Optional.empty())));
        put(OTHER, Optional.of("fleet"));

        assertThat(admit(Optional.of(CARD)).flags()).containsExactly(TransactionFlag.FREE_VEND);
        assertThat(admit(Optional.of(OTHER)))
                .isEqualTo(Admission.of(
                        new Authorization(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("fleet"))));
    }

    @Test
    void aPlaceholderEverybodySendsIsNeverTooManyAtOnce() {
        service.modified(TokenSettings.SHIPPED.atOnce(1));
        service.freeVend(DEPOT, true);
        IdToken placeholder = IdToken.of("FREE");

        assertThat(service.admit(new TransactionId(1), CP1, new EvseId(1), Optional.of(placeholder))
                        .authorization()
                        .accepted())
                .isTrue();
        assertThat(service.admit(new TransactionId(2), new StationId("CP-2"), new EvseId(1), Optional.of(placeholder))
                        .authorization()
                        .accepted())
                .isTrue();
    }

    @Test
    void aFreeStationLeavesItsNeighbourAsItWas() {
        service.freeVend(CP1, true);

        assertThat(service.authorize(new StationId("CP-2"), STRANGER)).isEqualTo(Authorization.UNKNOWN);
    }

    @Test
    void aFreeSiteIsFreeAtItsStationsUntilItIsNot() {
        service.freeVend(new SiteId("elsewhere"), true);
        assertThat(service.authorize(CP1, STRANGER)).isEqualTo(Authorization.UNKNOWN);
        service.freeVend(DEPOT, true);
        assertThat(service.authorize(CP1, STRANGER).accepted()).isTrue();
        service.freeVend(DEPOT, false);
        assertThat(service.authorize(CP1, STRANGER)).isEqualTo(Authorization.UNKNOWN);
        assertThat(admit(Optional.empty())).isEqualTo(Admission.of(Authorization.INVALID));
    }

    @Test
    void whatWasStoredHoldsAfterARestart() {
        service.freeVend(CP1, true);

        assertThat(service(policies).authorize(CP1, STRANGER).accepted()).isTrue();
    }

    @Test
    void whatTheStoreDidNotTakeDoesNotHold() {
        AuthorizationService over = service(new FullStore());

        assertThatThrownBy(() -> over.freeVend(CP1, true)).isInstanceOf(StoreUnavailable.class);
        assertThat(over.authorize(CP1, STRANGER)).isEqualTo(Authorization.UNKNOWN);
    }

    @Test
    void whatAStationAddsToACardsNumberIsIgnored() {
        service.modified(TokenSettings.SHIPPED.suffixes("_"));
        put(CARD, Optional.empty());
        IdToken asKebaSendsIt = IdToken.of("04a1b2_17619300");

        assertThat(service.authorize(CP1, asKebaSendsIt).accepted()).isTrue();
        assertThat(service.sameGroup(CARD, asKebaSendsIt)).isTrue();
        assertThat(service.mayStop(CP1, asKebaSendsIt, CARD)).isTrue();
        assertThat(service.authorize(CP1, IdToken.of("04A1B3_17619300"))).isEqualTo(Authorization.UNKNOWN);
    }

    @Test
    void aTokenOfOursWithThatCharacterIsMeantAsItIs() {
        service.modified(TokenSettings.SHIPPED.suffixes("_"));
        put(IdToken.of("VAN"), Optional.empty());
        service.put(List.of(new Token(IdToken.of("VAN_2"), "", true, Optional.empty(), Optional.empty())));

        assertThat(service.authorize(CP1, IdToken.of("VAN_2")).status()).isEqualTo(AuthorizationStatus.BLOCKED);
        assertThat(service.mayStop(CP1, IdToken.of("VAN"), IdToken.of("VAN_2"))).isFalse();
    }

    @Test
    void nothingIsCutOffUnlessTheSettingsSaySo() {
        put(CARD, Optional.empty());

        assertThat(service.authorize(CP1, IdToken.of("04A1B2_17619300"))).isEqualTo(Authorization.UNKNOWN);
    }

    @Test
    void aTokenThatIsNothingButTheAdditionStaysWhatItIs() {
        service.modified(TokenSettings.SHIPPED.suffixes("_"));

        assertThat(service.authorize(CP1, IdToken.of("_17619300"))).isEqualTo(Authorization.UNKNOWN);
    }

    private Admission admit(Optional<IdToken> token) {
        return service.admit(new TransactionId(1), CP1, new EvseId(1), token);
    }

    private void put(IdToken token, Optional<String> group) {
        service.put(List.of(new Token(token, "", false, Optional.empty(), group)));
    }

    private static AuthorizationService service(PolicyStore policies) {
        return new AuthorizationService(
                new InMemoryTokenStore(),
                policies,
                TokenSettings.SHIPPED,
                Clock.fixed(NOW, ZoneOffset.UTC),
                Duration.ofSeconds(5));
    }

    /** Takes nothing. */
    private static final class FullStore implements PolicyStore {

        @Override
        public List<TokenGroup> groups() {
            return List.of();
        }

        @Override
        public void put(TokenGroup group) {
            throw new StoreUnavailable("full", false, null);
        }

        @Override
        public boolean removeGroup(String name) {
            throw new StoreUnavailable("full", false, null);
        }

        @Override
        public FreeVend freeVend() {
            return FreeVend.NOWHERE;
        }

        @Override
        public void freeVend(SiteId site, boolean free) {
            throw new StoreUnavailable("full", false, null);
        }

        @Override
        public void freeVend(StationId station, boolean free) {
            throw new StoreUnavailable("full", false, null);
        }

        @Override
        public SiteId site(StationId station) {
            return DEPOT;
        }
    }
}
