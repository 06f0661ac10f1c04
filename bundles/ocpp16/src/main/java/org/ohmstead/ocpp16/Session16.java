package org.ohmstead.ocpp16;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.StationReports;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.ocpp16.message.Authorize;
import org.ohmstead.ocpp16.message.BootNotification;
import org.ohmstead.ocpp16.message.DataTransfer;
import org.ohmstead.ocpp16.message.DiagnosticsStatusNotification;
import org.ohmstead.ocpp16.message.FirmwareStatusNotification;
import org.ohmstead.ocpp16.message.FromStation;
import org.ohmstead.ocpp16.message.Heartbeat;
import org.ohmstead.ocpp16.message.MeterValues;
import org.ohmstead.ocpp16.message.StartTransaction;
import org.ohmstead.ocpp16.message.StatusNotification;
import org.ohmstead.ocpp16.message.StopTransaction;
import org.ohmstead.ocpp16.message.WireWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order of talk with one station: who is asked for what before which answer leaves. Holds nothing that must survive it; a
 * boot is not needed after a mere reconnect (OCPP-J 1.6 §5.4).
 */
final class Session16 implements OcppSession {

    private static final Logger LOG = LoggerFactory.getLogger(Session16.class);

    /** More kinds of sins than this say nothing new of a station. */
    private static final int MOST_FORGIVEN = 20;

    private final StationId station;
    private final StationReports reports;
    private final Authorizer authorizer;
    private final Transactions transactions;
    private final StationControl control;
    private final Clock clock;
    private final Set<String> forgiven = new HashSet<>();
    private boolean earlyTalkLogged;
    /** Forgotten with a replaced dialect: at worst a station that boots on request is told to wait. */
    private boolean talked;

    Session16(
            StationId station,
            StationReports reports,
            Authorizer authorizer,
            Transactions transactions,
            StationControl control,
            Clock clock) {
        this.station = station;
        this.reports = reports;
        this.authorizer = authorizer;
        this.transactions = transactions;
        this.control = control;
        this.clock = clock;
    }

    @Override
    public String answer(String action, String payload) throws OcppError {
        FromStation request = FromStation.read(action, payload, sin -> forgive(action, sin));
        boolean first = !talked;
        talked = true;
        return WireWriter.write(answer(request, first, clock.instant()));
    }

    /** What the station does against the standard is told once per connection, and taken (field: stations of good vendors do it). */
    private void forgive(String action, String sin) {
        if (forgiven.size() < MOST_FORGIVEN && forgiven.add(action + ": " + sin)) {
            LOG.info("Station {} breaks OCPP 1.6 and is forgiven: {}: {}", station, action, sin);
        }
    }

    private FromStation.Response answer(FromStation request, boolean first, Instant now) {
        boolean accepted = mayTalk(request);
        return switch (request) {
            case BootNotification boot -> booted(boot, first, now);
            case Authorize authorize -> authorized(authorize, accepted, now);
            case StartTransaction start -> started(start, accepted, now);
            case MeterValues values -> metered(values, now);
            case StopTransaction stop -> stopped(stop, now);
            case StatusNotification status -> statusReported(status, now);
            case FirmwareStatusNotification firmware -> firmwareStatusReported(firmware, now);
            case DiagnosticsStatusNotification log -> logStatusReported(log, now);
            case Heartbeat heartbeat -> new Heartbeat.Response(now);
            // Nobody here understands a vendor's messages (§4.3).
            case DataTransfer transfer -> new DataTransfer.Response("UnknownVendorId", null);
        };
    }

    /**
     * Whether the station may talk is what the operator decided, not whether it booted: a mere reconnect needs no boot (OCPP-J
     * 1.6 §5.4), some never boot again (EN+, evcc PR #25069), and one that was moved here from another server while it ran has
     * never booted here at all, with a driver's card at its reader. So the Authorize of an accepted station is judged before its
     * first boot too, though §4.2 would have it boot first.
     *
     * <p>A station that is not accepted should only boot (§4.2), yet some send more. While pending it is answered, because we may
     * have asked for it. While rejected it gets the error of errata OCPP-J §3.8, except that what it says of transactions is
     * kept in any case.
     *
     * @return whether the station is accepted
     */
    private boolean mayTalk(FromStation request) {
        RegistrationStatus registration = reports.registration(station);
        if (registration == RegistrationStatus.ACCEPTED || request instanceof BootNotification) {
            return registration == RegistrationStatus.ACCEPTED;
        }
        if (!earlyTalkLogged) {
            earlyTalkLogged = true;
            LOG.info(
                    "Station {} is {} and sends {}",
                    station,
                    registration,
                    request.getClass().getSimpleName());
        }
        if (registration == RegistrationStatus.REJECTED && !Neutral16.isTransactionRelated(request)) {
            throw new OcppError(OcppError.Kind.SECURITY_ERROR, "This station is not accepted here.");
        }
        return false;
    }

    private BootNotification.Response booted(BootNotification boot, boolean first, Instant now) {
        return Neutral16.response(reports.booted(station, Neutral16.hardware(boot), first, now), now);
    }

    /** 1.6 knows no master tokens, so that one was shown means something to us only. */
    private Authorize.Response authorized(Authorize authorize, boolean accepted, Instant now) {
        Optional<IdToken> token = Neutral16.idToken(authorize.idTag());
        if (!accepted || token.isEmpty()) {
            return new Authorize.Response(Neutral16.idTagInfo(Authorization.INVALID));
        }
        Authorization verdict = authorizer.authorize(station, token.get());
        if (verdict.accepted()) {
            transactions.tokenShown(station, token.get(), now);
        }
        return new Authorize.Response(Neutral16.idTagInfo(verdict));
    }

    /**
     * Recorded and answered whatever the station's standing: the energy flows already (§4.8). What is repeated is told as before,
     * whatever was decided of the station since.
     */
    private StartTransaction.Response started(StartTransaction start, boolean accepted, Instant now) {
        Transactions.Start begun = transactions.started(Neutral16.started(station, start, topology(), accepted, now));
        return new StartTransaction.Response(
                Neutral16.idTagInfo(begun.authorization()),
                Neutral16.transactionId(begun.transaction().stationTransactionId()));
    }

    private MeterValues.Response metered(MeterValues values, Instant now) {
        if (values.transactionId() != null) {
            transactions.updated(Neutral16.updated(station, values, topology(), now));
        } else {
            List<MeterValue> meterValues = Neutral16.meterValues(values.meterValue());
            transactions.metered(station, topology().connector(values.connectorId()), meterValues, now);
        }
        return new MeterValues.Response();
    }

    private StopTransaction.Response stopped(StopTransaction stop, Instant now) {
        Optional<Authorization> verdict = transactions.ended(Neutral16.ended(station, stop, now));
        return new StopTransaction.Response(verdict.map(Neutral16::idTagInfo).orElse(null));
    }

    private StatusNotification.Response statusReported(StatusNotification status, Instant now) {
        if (status.timestamp() != null) {
            reports.clockSeen(station, status.timestamp(), now);
        }
        reports.statusReported(station, Neutral16.statusReport(status, topology(), now));
        return new StatusNotification.Response();
    }

    private FirmwareStatusNotification.Response firmwareStatusReported(
            FirmwareStatusNotification firmware, Instant now) {
        reports.firmwareStatusReported(station, firmware.status(), now);
        return new FirmwareStatusNotification.Response();
    }

    private DiagnosticsStatusNotification.Response logStatusReported(DiagnosticsStatusNotification log, Instant now) {
        reports.logStatusReported(station, log.status(), now);
        return new DiagnosticsStatusNotification.Response();
    }

    private Topology topology() {
        return reports.topology(station);
    }

    @Override
    public StationControl control() {
        return control;
    }
}
