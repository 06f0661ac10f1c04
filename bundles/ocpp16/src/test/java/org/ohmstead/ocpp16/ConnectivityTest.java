package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.ocpp.WirePolicy;
import org.ohmstead.ocpp.rpc.KeepAlive;
import org.ohmstead.ocpp.rpc.lane.Line;
import org.ohmstead.ocpp.rpc.lane.TestLanes;
import org.ohmstead.testkit.FakeLink;
import org.ohmstead.testkit.InMemoryCsms;

/** Connections that break, come back and lie, frame by frame, with the real deciding services behind them. */
@Timeout(60)
class ConnectivityTest {

    private static final StationId STATION = new StationId("CP-1");
    private static final String START =
            "'StartTransaction',{'connectorId':1,'idTag':'04A1B2C3','meterStart':1000,'timestamp':'2026-11-22T08:00:00Z'}]";
    private static final String OTHER_START =
            "'StartTransaction',{'connectorId':2,'idTag':'04A1B2C3','meterStart':5,'timestamp':'2026-11-22T08:00:00Z'}]";

    private final InMemoryCsms csms =
            new InMemoryCsms().withStation("CP-1").withStation("CP-2").withToken("04A1B2C3");
    private final TestLanes lanes =
            new TestLanes(new Dialect16(csms.reports(), csms.authorizer(), csms.transactions(), csms.clock()));
    private final Line line = connection();

    private Line connection() {
        return lanes.line("CP-1", "ocpp1.6");
    }

    @AfterEach
    void stop() {
        lanes.close();
    }

    private List<Transaction> transactions() {
        return csms.history()
                .page(Query.all(Scope.ALL), Page.Request.first(100))
                .items();
    }

    // ---- calls that come again

    @Test
    void aStartThatComesAgainUnderItsIdGetsTheStoredAnswer() throws Exception {
        String answer = line.says("[2,'1'," + START).hears();
        assertThat(answer).startsWith("[3,'1',{'idTagInfo':{'status':'Accepted'}");
        assertThat(line.says("[2,'1'," + START).hears()).isEqualTo(answer);
        assertThat(transactions()).hasSize(1);
    }

    @Test
    void anotherStartUnderTheSameIdGetsAnErrorAndIsNotStored() throws Exception {
        line.says("[2,'1'," + START).hears();
        assertThat(line.says("[2,'1'," + OTHER_START).hears()).startsWith("[4,'1','GenericError',");
        assertThat(transactions()).hasSize(1);
    }

    @Test
    void aStartWhoseAnswerGotLostWithTheConnectionIsTheSameUnderWhateverId() throws Exception {
        String answer = line.says("[2,'17'," + START).hears();
        line.lane.closed("lost");
        csms.clock().advance(Duration.ofMinutes(2));
        Line next = connection();
        assertThat(next.says("[2,'1'," + START).hears()).isEqualTo(answer.replace("'17'", "'1'"));
        assertThat(transactions()).hasSize(1);
    }

    @Test
    void idsThatRestartWithTheConnectionAreNewCalls() throws Exception {
        line.says("[2,'1'," + START).hears();
        line.lane.closed("rebooted");
        Line next = connection();
        assertThat(next.says("[2,'1','BootNotification',{'chargePointVendor':'Acme','chargePointModel':'One'}]")
                        .hears())
                .startsWith("[3,'1',{'status':'Accepted'");
        assertThat(next.says("[2,'2'," + OTHER_START).hears()).startsWith("[3,'2',{'idTagInfo'");
        assertThat(transactions()).hasSize(2);
    }

    @Test
    void theAnswerOfOneStationIsNeverGivenToAnother() throws Exception {
        String answer = line.says("[2,'1'," + START).hears();
        Line other = lanes.line("CP-2", "ocpp1.6");
        assertThat(other.says("[2,'1'," + START).hears())
                .startsWith("[3,'1',{'idTagInfo'")
                .isNotEqualTo(answer);
        assertThat(transactions()).hasSize(2);
    }

    // ---- connections that are gone

    @Test
    void aStopThatComesLateOverTheOldConnectionIsNotStored() throws Exception {
        String start = line.says("[2,'1'," + START).hears();
        String number = start.replaceAll(".*'transactionId':(\\d+).*", "$1");
        Line next = connection();
        line.lane.closed("replaced");
        line.says("[2,'2','StopTransaction',{'transactionId':" + number
                + ",'meterStop':2000,'timestamp':'2026-11-22T08:00:00Z'}]");
        assertThat(next.says("[2,'1','Heartbeat',{}]").hears()).startsWith("[3,'1',");
        assertThat(line.silent()).isTrue();
        assertThat(transactions()).singleElement().matches(Transaction::open);
    }

    @Test
    void theLateEndOfAnOldConnectionLeavesTheStationOnline() {
        FakeLink oldLink = new FakeLink("ocpp1.6", line.lane.control());
        StationAdmission.Connection old = csms.connect("CP-1", oldLink);
        StationAdmission.Connection young =
                csms.connect("CP-1", new FakeLink("ocpp1.6", connection().lane.control()));
        assertThat(oldLink.closings()).hasSize(1);
        old.heard();
        old.closed("late");
        assertThat(csms.stations().find(STATION).orElseThrow().online()).isTrue();
        young.closed("gone");
        assertThat(csms.stations().find(STATION).orElseThrow().online()).isFalse();
    }

    @Test
    void aCommandGoesToTheNewConnectionAndTheOldAnswerSettlesNothing() throws Exception {
        csms.connect("CP-1", new FakeLink("ocpp1.6", line.lane.control()));
        CompletableFuture<Outcome> lost = lanes.async(this::startCharging);
        String oldId = line.hearsCall("RemoteStartTransaction");
        Line next = connection();
        csms.connect("CP-1", new FakeLink("ocpp1.6", next.lane.control()));
        line.lane.closed("replaced");
        assertThat(lost.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Outcome.Kind.UNKNOWN);
        CompletableFuture<Outcome> outcome = lanes.async(this::startCharging);
        String id = next.hearsCall("RemoteStartTransaction");
        next.says("[3,'" + oldId + "',{'status':'Accepted'}]").says("[3,'" + id + "',{'status':'Rejected'}]");
        assertThat(outcome.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(line.silent()).as("nothing is sent again over the old one").isTrue();
    }

    private Outcome startCharging() {
        return csms.stations()
                .control(STATION)
                .as(RemoteControl.class)
                .orElseThrow()
                .startCharging(Optional.of(new EvseId(1)), IdToken.of("04A1B2C3"), 1);
    }

    // ---- before and without a boot

    @Test
    void nothingNeedsABootAfterAReconnect() throws Exception {
        line.lane.closed("lost");
        Line next = connection();
        assertThat(next.says("[2,'1','Heartbeat',{}]").hears()).startsWith("[3,'1',{'currentTime'");
        assertThat(next.says("[2,'2','StatusNotification',{'connectorId':1,'errorCode':'NoError','status':'Charging'}]")
                        .hears())
                .isEqualTo("[3,'2',{}]");
        assertThat(next.says("[2,'3','Authorize',{'idTag':'04A1B2C3'}]").hears())
                .isEqualTo("[3,'3',{'idTagInfo':{'status':'Accepted'}}]");
        assertThat(next.says("[2,'4'," + START).hears()).startsWith("[3,'4',{'idTagInfo':{'status':'Accepted'}");
    }

    /** What a vendor's stations need. */
    private record Slowly(String vendor) implements WirePolicy {

        @Override
        public boolean applies(StationId station, Optional<Hardware> hardware) {
            return hardware.filter(known -> known.vendor().equals(vendor)).isPresent();
        }

        @Override
        public Optional<Duration> ping() {
            return Optional.of(Duration.ofMinutes(20));
        }
    }

    @Test
    void aVendorsPolicyHoldsFromTheBootOnAndWithoutAnotherOneOnTheNextConnection() throws Exception {
        lanes.with(csms.stations()).with(new Slowly("Acme")).with(new Slowly("Nobody"));
        KeepAlive usual = new KeepAlive(Duration.ofMinutes(4), Duration.ofMinutes(15));
        KeepAlive slowly = new KeepAlive(Duration.ofMinutes(20), Duration.ofMinutes(60));
        assertThat(line.lane.keepAlive(usual)).isEqualTo(usual);
        line.says("[2,'1','BootNotification',{'chargePointVendor':'Acme','chargePointModel':'One'}]")
                .hears();
        assertThat(line.lane.keepAlive(usual)).isEqualTo(slowly);
        assertThat(connection().lane.keepAlive(usual)).isEqualTo(slowly);
        assertThat(lanes.line("CP-2", "ocpp1.6").lane.keepAlive(usual)).isEqualTo(usual);
        csms.restart();
        lanes.with(csms.stations());
        assertThat(connection().lane.keepAlive(usual)).as("after a restart").isEqualTo(slowly);
    }

    /** libocpp #504, #633. */
    @Test
    void aPendingStationThatTalksOnIsAnsweredAndStaysConnected() throws Exception {
        csms.register().change(STATION, SiteId.DEFAULT, "", RegistrationStatus.PENDING);
        assertThat(line.says("[2,'1','BootNotification',{'chargePointVendor':'Acme','chargePointModel':'One'}]")
                        .hears())
                .startsWith("[3,'1',{'status':'Pending'");
        assertThat(line.says(
                                "[2,'2','StatusNotification',{'connectorId':1,'errorCode':'NoError','status':'Available'}]")
                        .hears())
                .isEqualTo("[3,'2',{}]");
        assertThat(line.says("[2,'3','Authorize',{'idTag':'04A1B2C3'}]").hears())
                .isEqualTo("[3,'3',{'idTagInfo':{'status':'Invalid'}}]");
        assertThat(line.says("[2,'4'," + START).hears()).startsWith("[3,'4',{'idTagInfo':{'status':'Invalid'}");
        assertThat(line.open()).isTrue();
    }
}
