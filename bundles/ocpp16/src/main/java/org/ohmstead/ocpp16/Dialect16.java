package org.ohmstead.ocpp16;

import java.time.Clock;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.StationReports;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.ocpp16.message.Redaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** OCPP 1.6 over WebSocket (OCPP-J). */
@Component
public final class Dialect16 implements OcppDialect {

    private final StationReports reports;
    private final Authorizer authorizer;
    private final Transactions transactions;
    private final Clock clock;

    @Activate
    public Dialect16(
            @Reference StationReports reports, @Reference Authorizer authorizer, @Reference Transactions transactions) {
        this(reports, authorizer, transactions, Clock.systemUTC());
    }

    Dialect16(StationReports reports, Authorizer authorizer, Transactions transactions, Clock clock) {
        this.reports = reports;
        this.authorizer = authorizer;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String subprotocol() {
        return "ocpp1.6";
    }

    @Override
    public OcppSession open(StationId station, OcppCaller caller) {
        return new Session16(
                station, reports, authorizer, transactions, new Control16(station, reports, caller), clock);
    }

    /** OCPP-J 1.6 §4.2.3; the two misspelt words stay misspelt (errata §5). What 2.x knows beyond is a generic error here. */
    @Override
    public String spell(OcppError.Kind kind) {
        return switch (kind) {
            case NOT_IMPLEMENTED -> "NotImplemented";
            case NOT_SUPPORTED -> "NotSupported";
            case INTERNAL_ERROR -> "InternalError";
            case PROTOCOL_ERROR -> "ProtocolError";
            case SECURITY_ERROR -> "SecurityError";
            case FORMAT_VIOLATION -> "FormationViolation";
            case PROPERTY_CONSTRAINT_VIOLATION -> "PropertyConstraintViolation";
            case OCCURRENCE_CONSTRAINT_VIOLATION -> "OccurenceConstraintViolation";
            case TYPE_CONSTRAINT_VIOLATION -> "TypeConstraintViolation";
            case MESSAGE_TYPE_NOT_SUPPORTED, RPC_FRAMEWORK_ERROR, GENERIC_ERROR -> "GenericError";
        };
    }

    @Override
    public String redacted(String action, String payload) {
        return switch (action) {
            case "ChangeConfiguration", "GetConfiguration" -> Redaction.of(payload);
            case "DataTransfer" -> Redaction.ofTransfer(payload);
            default -> payload;
        };
    }

    @Override
    public String kept(String action, String payload) {
        return action.equals("DataTransfer") ? Redaction.keptOfTransfer(payload) : Redaction.kept(payload);
    }
}
