package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.stations.Place.CP1;
import static org.ohmstead.stations.Place.CP2;
import static org.ohmstead.stations.Place.HARDWARE;
import static org.ohmstead.stations.Place.PASSWORD;
import static org.ohmstead.stations.Place.T0;
import static org.ohmstead.stations.Place.minutes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.StationRegister.Credential;
import org.ohmstead.api.csms.StationRegister.NewStation;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.stations.Place.TestSettings;
import org.ohmstead.stations.store.StationStore.Registration;

class RegisterTest {

    private final Place place = new Place();

    @Test
    void everyStationGetsAPasswordOfItsOwn() {
        List<Credential> credentials = place.service.register(List.of(fresh("A"), fresh("B")));

        assertThat(credentials)
                .extracting(credential -> credential.station().value())
                .containsExactly("A", "B");
        assertThat(credentials.get(0).password())
                .isNotEqualTo(credentials.get(1).password());
        assertThat(place.admits("A", credentials.get(0).password())).isTrue();
        assertThat(place.admits("A", credentials.get(1).password())).isFalse();
        assertThat(credentials.toString()).doesNotContain(credentials.get(0).password());
    }

    @Test
    void aPasswordIsKeptOnlyAsAHash() {
        place.with(CP1);

        assertThat(place.memory.stations().getFirst().password().orElseThrow())
                .satisfies(hash -> assertThat(hash.hash()).doesNotContain(PASSWORD));
        assertThat(place.memory.stations().toString()).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fifteen-letters",
                "has a blank in the middle",
                "ümlaut-in-the-password",
                "tab\tin-the-password"
            })
    void aWeakOrUnprintablePasswordIsRefused(String password) {
        assertThatThrownBy(() ->
                        place.service.register(List.of(new NewStation(CP1, SiteId.DEFAULT, "", Optional.of(password)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 to 40")
                .hasMessageNotContaining("has a blank");
        assertThat(place.service.find(CP1)).isEmpty();
    }

    @Test
    void aPasswordLongerThanStationsTakeIsRefused() {
        assertThatThrownBy(() -> place.service.register(
                        List.of(new NewStation(CP1, SiteId.DEFAULT, "", Optional.of("x".repeat(41))))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofAListWithAMistakeNoneIsRegistered() {
        place.with(CP1);

        assertThatThrownBy(() -> place.service.register(List.of(fresh("A"), fresh("CP-1"))))
                .hasMessage("Station CP-1 is registered already");
        assertThatThrownBy(() -> place.service.register(List.of(fresh("A"), fresh("A"))))
                .hasMessage("Station A is in the list twice");
        assertThatThrownBy(() -> place.service.register(
                        List.of(fresh("A"), new NewStation(CP2, new SiteId("nowhere"), "", Optional.empty()))))
                .hasMessage("There is no site nowhere");
        assertThat(place.service.find(new StationId("A"))).isEmpty();
    }

    @Test
    void aStationTheStoreKnewBeforeMemoryDidIsFound() {
        ChargingStation there =
                new ChargingStation(CP1, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED, Optional.empty(), T0);
        place.memory.register(List.of(new Registration(there, Optional.empty())), T0);

        assertThatThrownBy(() -> place.service.register(List.of(fresh("CP-1"))))
                .hasMessage("Station CP-1 is registered already");
        assertThat(place.service.find(CP1)).isPresent();
    }

    @Test
    void aChangeKeepsWhatTheStationSaidAndLasts() {
        place.with(CP1);
        place.service.booted(CP1, HARDWARE, true, T0);

        ChargingStation changed = place.service
                .change(CP1, SiteId.DEFAULT, "Gate", RegistrationStatus.ACCEPTED)
                .orElseThrow();

        assertThat(changed.label()).isEqualTo("Gate");
        assertThat(changed.hardware()).contains(HARDWARE);
        place.restart();
        assertThat(place.state(CP1).station()).isEqualTo(changed);
    }

    @Test
    void aChangeToANowhereOrAnEndlessLabelIsRefused() {
        place.with(CP1);

        assertThatThrownBy(() -> place.service.change(CP1, new SiteId("nowhere"), "", RegistrationStatus.ACCEPTED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> place.service.change(CP1, SiteId.DEFAULT, "x".repeat(101), RegistrationStatus.ACCEPTED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNotThereIsNeitherChangedNorRenewedNorRemoved() {
        assertThat(place.service.change(CP1, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED))
                .isEmpty();
        assertThat(place.service.renewPassword(CP1, Optional.empty())).isEmpty();
        assertThat(place.service.remove(CP1)).isFalse();
    }

    @Test
    void afterARenewalOnlyTheNewPasswordCounts() {
        place.with(CP1);
        String renewed =
                place.service.renewPassword(CP1, Optional.empty()).orElseThrow().password();

        assertThat(place.admits("CP-1", PASSWORD)).isFalse();
        assertThat(place.admits("CP-1", renewed)).isTrue();
        place.restart();
        assertThat(place.admits("CP-1", renewed)).isTrue();
    }

    @Test
    void aRemovedStationIsUnknownAndMayBeRegisteredAgain() {
        place.with(CP1);

        assertThat(place.service.remove(CP1)).isTrue();
        assertThat(place.admits("CP-1", PASSWORD)).isFalse();
        assertThat(place.service.registration(CP1)).isEqualTo(RegistrationStatus.REJECTED);
        place.with(CP1);
        assertThat(place.admits("CP-1", PASSWORD)).isTrue();
    }

    @Test
    void aStationWithAnOpenTransactionIsNotRemovedUntilThatIsOver() {
        place.with(CP1);
        place.policies.freeVend(CP1, true);
        place.charging.add(CP1);

        assertThatThrownBy(() -> place.service.remove(CP1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("decide its end in its review");
        assertThat(place.admits("CP-1", PASSWORD)).isTrue();
        assertThat(place.policies.freeVend().stations()).containsExactly(CP1);

        place.charging.clear();
        assertThat(place.service.remove(CP1)).isTrue();
    }

    @Test
    void whatWasDecidedForARemovedStationDoesNotHoldForTheNextOfThatIdentity() {
        place.with(CP1).with(CP2);
        place.policies.freeVend(CP1, true);
        place.policies.freeVend(CP2, true);
        place.service.remove(CP1);
        place.with(CP1);

        assertThat(place.policies.freeVend().stations()).containsExactly(CP2);
    }

    @Test
    void transactionsForgetARemovedStationAndNoOther() {
        place.with(CP1).with(CP2);
        place.charging.add(CP2);
        place.service.remove(CP1);
        place.service.remove(CP1);
        assertThatThrownBy(() -> place.service.remove(CP2)).isInstanceOf(IllegalArgumentException.class);

        assertThat(place.toTransactions).containsOnly("CP-1 is removed");
    }

    /** It may answer until its connection is closed. */
    @Test
    void whatAStationAcceptsWhileItIsRemovedIsForgottenToo() {
        place.with(CP1);
        place.service.remove(CP1);

        assertThat(place.toTransactions).containsExactly("CP-1 is removed", "CP-1 is removed");
    }

    @Test
    void aStationOfWhichTransactionsCouldNotForgetIsThereToBeRemovedAgain() {
        place.with(CP1);
        place.transactionsAreStuck = true;
        assertThatThrownBy(() -> place.service.remove(CP1)).isInstanceOf(StoreUnavailable.class);
        place.restart();
        assertThat(place.service.find(CP1)).isPresent();

        place.transactionsAreStuck = false;
        assertThat(place.service.remove(CP1)).isTrue();
        assertThat(place.toTransactions).containsOnly("CP-1 is removed");
    }

    @Test
    void aNewcomerOfBeforeTheRestartIsStillInTheInbox() {
        place.service.openCommissioning(minutes(10), Optional.empty());
        place.admitsNameless("NEW-1");
        place.restart();

        assertThat(place.service.commissioning())
                .as("a restart closes the window")
                .isEmpty();
        assertThat(place.service.newcomers()).singleElement().satisfies(newcomer -> {
            assertThat(newcomer.station().value()).isEqualTo("NEW-1");
            assertThat(newcomer.address()).as("known only until then").isEmpty();
        });
    }

    @Test
    void pagesAreInOrderAndMissNothing() {
        for (int i = 0; i < 25; i++) {
            place.service.register(List.of(fresh("CP-" + i)));
        }
        List<String> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<StationState> page = place.service.page(Scope.ALL, "", new Page.Request(next, 4));
            page.items().forEach(state -> seen.add(state.station().id().value()));
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).hasSize(25).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aSearchLooksAtIdLabelVendorAndModel() {
        place.with(CP1).with(CP2);
        place.service.change(CP1, SiteId.DEFAULT, "North Gate", RegistrationStatus.ACCEPTED);
        place.service.booted(CP2, HARDWARE, true, T0);

        assertThat(found("cp-")).containsExactly("CP-1", "CP-2");
        assertThat(found("NORTH")).containsExactly("CP-1");
        assertThat(found("acme")).containsExactly("CP-2");
        assertThat(found("one")).containsExactly("CP-2");
        assertThat(found("nothing")).isEmpty();
    }

    @Test
    void healthWarnsWhileEveryStationMayCome() {
        StationsHealth health = new StationsHealth(place.service, place.service);
        assertThat(health.check().status()).isEqualTo(HealthCheck.Status.OK);

        place.service.modified(new TestSettings(300, 60, true));

        assertThat(health.check().status()).isEqualTo(HealthCheck.Status.WARN);
        assertThat(health.check().remedy()).isNotEmpty();
    }

    @Test
    void healthNamesWhatIsFaulted() {
        place.with(CP1).with(CP2);
        StationsHealth health = new StationsHealth(place.service, place.service);
        assertThat(health.check().message()).isEqualTo("0 of 2 stations are connected.");
        place.service.statusReported(CP1, faulted(2, Optional.of("E17"), Optional.of("fan stuck")));
        place.service.statusReported(CP2, faulted(0, Optional.empty(), Optional.empty()));

        assertThat(health.check().status()).isEqualTo(HealthCheck.Status.OK);
        assertThat(health.check().message())
                .isEqualTo(
                        "0 of 2 stations are connected; 2 faulted: CP-1 connector 2, OtherError, E17, fan stuck, since "
                                + T0 + "; CP-2 itself, OtherError, since " + T0 + ".");
        for (int i = 1; i <= 5; i++) {
            place.service.register(List.of(fresh("DP-" + i)));
            place.service.statusReported(new StationId("DP-" + i), faulted(1, Optional.empty(), Optional.empty()));
        }
        assertThat(health.check().message()).contains("7 faulted", "DP-1 ").endsWith("; and 4 more.");
    }

    private static StatusReport faulted(int connector, Optional<String> vendorCode, Optional<String> info) {
        return new StatusReport(
                Connector.of(connector),
                ConnectorStatus.FAULTED,
                "Faulted",
                Optional.empty(),
                Optional.of("OtherError"),
                info,
                vendorCode,
                T0,
                T0);
    }

    private List<String> found(String search) {
        Stations stations = place.service;
        return stations.page(Scope.ALL, search, Page.Request.first(10)).items().stream()
                .map(state -> state.station().id().value())
                .toList();
    }

    private static NewStation fresh(String id) {
        return new NewStation(new StationId(id), SiteId.DEFAULT, "", Optional.empty());
    }
}
