package org.ohmstead.ocpp16;

import static org.ohmstead.ocpp16.Outcomes.outcome;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.ohmstead.api.control.AuthorizationCacheControl;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.StationReports;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.ocpp.OcppCaller;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.ocpp16.message.ChangeAvailability;
import org.ohmstead.ocpp16.message.ChangeConfiguration;
import org.ohmstead.ocpp16.message.ClearCache;
import org.ohmstead.ocpp16.message.DataTransfer;
import org.ohmstead.ocpp16.message.GetConfiguration;
import org.ohmstead.ocpp16.message.IdTagInfo;
import org.ohmstead.ocpp16.message.RemoteStartTransaction;
import org.ohmstead.ocpp16.message.RemoteStopTransaction;
import org.ohmstead.ocpp16.message.ToStation;
import org.ohmstead.ocpp16.message.UnlockConnector;
import org.ohmstead.ocpp16.message.WireReader;
import org.ohmstead.ocpp16.message.WireWriter;

/** What may be asked of a 1.6 station. Each method is one call and one answer; nothing is ever sent twice. */
final class Control16
        implements StationControl,
                RemoteControl,
                AvailabilityControl,
                SettingsControl,
                AuthorizationCacheControl,
                DataTransferControl {

    private static final String MOST_NAMES = "GetConfigurationMaxKeys";
    private static final String CONNECTION_TIME_OUT = "ConnectionTimeOut";
    private static final String PASSWORD = "AuthorizationKey";
    private static final String NO_CONNECTOR = "The EVSE has no such connector.";

    private final StationId station;
    private final StationReports reports;
    private final OcppCaller caller;

    Control16(StationId station, StationReports reports, OcppCaller caller) {
        this.station = station;
        this.reports = reports;
        this.caller = caller;
    }

    @Override
    public <T> Optional<T> as(Class<T> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
    }

    /** The remote start id has no place in 1.6; of several connectors of an EVSE the station is told the first. */
    @Override
    public Outcome startCharging(Optional<EvseId> evse, IdToken idToken, int remoteStartId) {
        return start(
                evse.filter(id -> !id.equals(EvseId.STATION))
                        .map(id -> topology().numbers(id).getFirst()),
                idToken);
    }

    /** §5.11: the connector by its number. */
    @Override
    public Outcome startCharging(Connector connector, IdToken idToken, int remoteStartId) {
        Optional<Integer> number = topology().number(connector).filter(id -> id > 0);
        return number.isPresent() ? start(number, idToken) : notSent(NO_CONNECTOR);
    }

    private Outcome start(Optional<Integer> connectorId, IdToken idToken) {
        if (idToken.value().length() > IdTagInfo.LONGEST_ID_TAG) {
            return notSent("OCPP 1.6 carries tokens of at most 20 characters.");
        }
        return whileCharging(() -> ask(
                new RemoteStartTransaction(connectorId.orElse(null), idToken.value()),
                response -> outcome(response.status())));
    }

    @Override
    public Outcome stopCharging(String stationTransactionId) {
        int transactionId;
        try {
            transactionId = Integer.parseInt(stationTransactionId);
        } catch (NumberFormatException other) {
            return notSent("OCPP 1.6 carries transaction ids that are numbers of 32 bits.");
        }
        return whileCharging(
                () -> ask(new RemoteStopTransaction(transactionId), response -> outcome(response.status())));
    }

    @Override
    public Outcome unlock(Connector connector) {
        if (connector.evse().equals(EvseId.STATION)) {
            return notSent("Name the EVSE to unlock.");
        }
        return atEach(connector, id -> ask(new UnlockConnector(id), response -> outcome(response.status())));
    }

    @Override
    public Outcome reset(RemoteControl.Reset kind) {
        return ask(Neutral16.reset(kind), response -> outcome(response.status()));
    }

    /**
     * Errata §3.40: once a station was accepted it shall not be asked for its boot until it boots by itself. Nothing here asks an
     * accepted station that booted; an operator who does all the same breaks that rule knowingly, and the station may refuse.
     */
    @Override
    public Outcome trigger(RemoteControl.Report report, Optional<EvseId> evse) {
        return evse.isEmpty()
                ? trigger(report, (Integer) null)
                : atEach(new Connector(evse.get(), 0), id -> trigger(report, id));
    }

    private Outcome trigger(RemoteControl.Report report, Integer connectorId) {
        return ask(Neutral16.trigger(report, connectorId), response -> outcome(response.status()));
    }

    @Override
    public Outcome changeAvailability(Connector connector, boolean operative) {
        ChangeAvailability.Type type =
                operative ? ChangeAvailability.Type.OPERATIVE : ChangeAvailability.Type.INOPERATIVE;
        return atEach(connector, id -> ask(new ChangeAvailability(id, type), response -> outcome(response.status())));
    }

    @Override
    public SettingsControl.Report read(List<String> names) {
        if (names.stream().anyMatch(name -> name.length() > ChangeConfiguration.LONGEST_KEY)) {
            return SettingsControl.Report.of(notSent("OCPP 1.6 carries names of at most 50 characters."));
        }
        return ask(new GetConfiguration(names), Outcomes::report, SettingsControl.Report::of);
    }

    /** OCPP-J §6.2.2; names are without regard to case (§7.29). */
    @Override
    public boolean isPassword(String name) {
        return name.equalsIgnoreCase(PASSWORD);
    }

    /** §5.8, §9.1.9: a station need not answer more. One that does not say is asked for everything at once. */
    @Override
    public int mostNames() {
        return number(MOST_NAMES).orElse(Integer.MAX_VALUE);
    }

    /** §9.1.3: seconds. */
    @Override
    public Optional<Duration> connectionTimeOut() {
        return number(CONNECTION_TIME_OUT).map(Duration::ofSeconds).filter(Duration::isPositive);
    }

    /** Names are without regard to case (§7.29), and stations spell them {@code ConnectionTimeout} and so on. */
    private Optional<Integer> number(String name) {
        return read(List.of(name)).settings().stream()
                .filter(setting -> setting.name().equalsIgnoreCase(name))
                .map(setting -> Outcomes.count(setting.value()))
                .findFirst();
    }

    @Override
    public Outcome change(String name, String value) {
        if (name.length() > ChangeConfiguration.LONGEST_KEY || value.length() > ChangeConfiguration.LONGEST_VALUE) {
            return notSent("OCPP 1.6 carries names of at most 50 and values of at most 500 characters.");
        }
        return ask(new ChangeConfiguration(name, value), response -> outcome(response.status()));
    }

    @Override
    public Outcome clearCache() {
        return ask(new ClearCache(), response -> outcome(response.status()));
    }

    @Override
    public Outcome transfer(String vendorId, Optional<String> messageId, Optional<String> data) {
        if (vendorId.length() > DataTransfer.LONGEST_VENDOR_ID
                || messageId.orElse("").length() > DataTransfer.LONGEST_MESSAGE_ID) {
            return notSent("OCPP 1.6 carries vendor ids of at most 255 and message ids of at most 50 characters.");
        }
        DataTransfer request = new DataTransfer(vendorId, messageId.orElse(null), data.orElse(null));
        return ask(request, response -> {
            Outcome outcome = outcome(response.status());
            return response.data() == null ? outcome : outcome.withData(response.data());
        });
    }

    /**
     * Asks about one connector, or about each of an EVSE's until the station does not take it.
     *
     * @param connector 0 for all of its EVSE
     * @return the last answer
     */
    private Outcome atEach(Connector connector, IntFunction<Outcome> call) {
        List<Integer> numbers = connector.id() == 0
                ? topology().numbers(connector.evse())
                : topology().number(connector).stream().toList();
        Outcome outcome = notSent(NO_CONNECTOR);
        for (int number : numbers) {
            outcome = call.apply(number);
            if (outcome.kind() != Outcome.Kind.ACCEPTED && outcome.kind() != Outcome.Kind.SCHEDULED) {
                return outcome;
            }
        }
        return outcome;
    }

    private Topology topology() {
        return reports.topology(station);
    }

    /** §4.2: a pending station is not asked to start or stop, nor one that was told it is. */
    private Outcome whileCharging(Supplier<Outcome> call) {
        if (reports.registration(station) == RegistrationStatus.PENDING) {
            return notSent("The station is not accepted yet.");
        }
        return reports.held(station)
                ? notSent(
                        "The station was told to wait for its settings. It can be asked when it has them: in some minutes.")
                : call.get();
    }

    private <R> Outcome ask(ToStation<R> request, Function<R, Outcome> told) {
        return ask(request, told, Function.identity());
    }

    /** Asks and waits; the station's word goes to {@code told}, everything else that may happen to {@code untold}. */
    private <R, T> T ask(ToStation<R> request, Function<R, T> told, Function<Outcome, T> untold) {
        if (reports.registration(station) == RegistrationStatus.REJECTED) {
            // §4.2: a rejected station answers nothing and should not be asked.
            return untold.apply(notSent("The station is not accepted here."));
        }
        return switch (caller.call(request.action(), WireWriter.write(request))) {
            case Answer.Result result -> told(request, result.payload(), told, untold);
            case Answer.Error error -> untold.apply(Outcomes.of(error));
            case Answer.NotSent notSent -> untold.apply(notSent(notSent.why()));
            case Answer.Unanswered unanswered -> untold.apply(Outcome.because(Outcome.Kind.UNKNOWN, unanswered.why()));
        };
    }

    private static <R, T> T told(
            ToStation<R> request, String payload, Function<R, T> told, Function<Outcome, T> untold) {
        R response;
        try {
            response = WireReader.read(payload, request::readResponse);
        } catch (OcppError unsound) {
            return untold.apply(Outcomes.unsound(payload, unsound));
        }
        return told.apply(response);
    }

    private static Outcome notSent(String why) {
        return Outcome.because(Outcome.Kind.NOT_SENT, why);
    }
}
