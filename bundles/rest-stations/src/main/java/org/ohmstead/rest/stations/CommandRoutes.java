package org.ohmstead.rest.stations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.ohmstead.api.control.AuthorizationCacheControl;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.stations.view.ChangeAvailability;
import org.ohmstead.rest.stations.view.ChangeSetting;
import org.ohmstead.rest.stations.view.OutcomeView;
import org.ohmstead.rest.stations.view.ReadSettings;
import org.ohmstead.rest.stations.view.Reset;
import org.ohmstead.rest.stations.view.SettingsReport;
import org.ohmstead.rest.stations.view.StartCharging;
import org.ohmstead.rest.stations.view.StopCharging;
import org.ohmstead.rest.stations.view.TransferData;
import org.ohmstead.rest.stations.view.Trigger;
import org.ohmstead.rest.stations.view.Unlock;

/** What people ask of a station. Each waits for the station's own answer, whatever it is: a refusal is an answer, too. */
final class CommandRoutes {

    private static final String COMMANDS = "/api/v1/stations/{id}/commands/";

    private static final Pattern SECRET =
            Pattern.compile("key|passw|passphrase|pwd|secret|psk|credential", Pattern.CASE_INSENSITIVE);

    private final Stations stations;
    private final TransactionHistory history;
    private final Trail trail;

    CommandRoutes(Stations stations, TransactionHistory history, Trail trail) {
        this.stations = stations;
        this.history = history;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                command("start-charging", "Asks for a transaction", StartCharging.class)
                        .by(this::start),
                command("stop-charging", "Asks to end a transaction", StopCharging.class)
                        .by(this::stopAtStation),
                command("reset", "Restarts the station", Reset.class).by(this::reset),
                command("unlock", "Unlocks a connector", Unlock.class).by(this::unlock),
                command("change-availability", "Takes out of service, or back", ChangeAvailability.class)
                        .by(this::changeAvailability),
                Route.post(COMMANDS + "read-settings", "Reads the station's settings")
                        .takes(ReadSettings.class)
                        .gives(SettingsReport.class)
                        .by(this::readSettings),
                command("change-setting", "Changes one of the station's settings", ChangeSetting.class)
                        .by(this::changeSetting),
                Route.post(COMMANDS + "clear-cache", "Makes the station forget earlier verdicts about tokens")
                        .gives(OutcomeView.class)
                        .by(this::clearCache),
                command("trigger", "Asks for a report now", Trigger.class).by(this::trigger),
                command("transfer-data", "Sends what only the vendor understands", TransferData.class)
                        .by(this::transferData),
                Route.post("/api/v1/transactions/{id}/stop", "Asks the station to end a transaction")
                        .gives(OutcomeView.class)
                        .by(call -> Answer.ok(stop(call, open(call.transaction())))));
    }

    private static Route.Draft command(String name, String summary, Class<?> body) {
        return Route.post(COMMANDS + name, summary).takes(body).gives(OutcomeView.class);
    }

    /**
     * Sends the command if the station has such, and writes down who wanted it and what came back.
     *
     * @param asked what exactly, without secrets
     */
    private <C> Outcome command(
            Call call, String name, StationId station, String asked, Class<C> capability, Function<C, Outcome> work) {
        Outcome outcome = Problem.unlessRefused(
                () -> stations.control(station).as(capability).map(work).orElseGet(Outcome::notSupported));
        String said =
                outcome.kind() + outcome.word().map(word -> " (" + word + ")").orElse("");
        try {
            trail.did(call, "command." + name, station.value(), asked.isEmpty() ? said : asked + ": " + said);
        } catch (StoreUnavailable e) {
            throw Problem.of(
                    503,
                    "The outcome at the station is " + said + ", but nothing could be written down of it: "
                            + e.getMessage() + ".");
        }
        return outcome;
    }

    private <C> Answer answer(Call call, String name, String asked, Class<C> capability, Function<C, Outcome> work) {
        return Answer.ok(OutcomeView.of(command(call, name, call.knownId(stations), asked, capability, work)));
    }

    private Answer start(Call call) {
        StartCharging wanted = call.body(StartCharging.class);
        IdToken idToken = Call.idToken("idToken", wanted.idToken(), wanted.type());
        Optional<EvseId> evse = wanted.evse().map(CommandRoutes::evse);
        Optional<Connector> connector = wanted.connector().map(number -> connectorOf(evse, number));
        int remoteStartId = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        Outcome outcome = command(
                call,
                "start-charging",
                call.knownId(stations),
                "token " + idToken.shortened() + evse.map(CommandRoutes::at).orElse("") + ", remote start "
                        + remoteStartId,
                RemoteControl.class,
                remote -> connector.isPresent()
                        ? remote.startCharging(connector.get(), idToken, remoteStartId)
                        : remote.startCharging(evse, idToken, remoteStartId));
        return Answer.ok(OutcomeView.of(outcome).withRemoteStartId(remoteStartId));
    }

    private Answer stopAtStation(Call call) {
        StopCharging wanted = call.body(StopCharging.class);
        StationId station = call.knownId(stations);
        Transaction transaction = open(Call.transaction(wanted.transaction()));
        if (!transaction.station().equals(station)) {
            throw Problem.notFound("There is no transaction of that id at this station.");
        }
        return Answer.ok(stop(call, transaction));
    }

    private Transaction open(TransactionId id) {
        Transaction transaction =
                history.find(id).orElseThrow(() -> Problem.notFound("There is no transaction of that id."));
        if (!transaction.open()) {
            throw Problem.conflict("The transaction is over.");
        }
        return transaction;
    }

    private OutcomeView stop(Call call, Transaction transaction) {
        return OutcomeView.of(command(
                call,
                "stop-charging",
                transaction.station(),
                "transaction " + transaction.id(),
                RemoteControl.class,
                remote -> remote.stopCharging(transaction.stationTransactionId())));
    }

    private Answer reset(Call call) {
        Reset wanted = call.body(Reset.class);
        return answer(call, "reset", wanted.kind().name(), RemoteControl.class, remote -> remote.reset(wanted.kind()));
    }

    private Answer unlock(Call call) {
        Unlock wanted = call.body(Unlock.class);
        Connector connector =
                new Connector(evse(wanted.evse()), connector(wanted.connector().orElse(1)));
        return answer(call, "unlock", words(connector), RemoteControl.class, remote -> remote.unlock(connector));
    }

    private Answer changeAvailability(Call call) {
        ChangeAvailability wanted = call.body(ChangeAvailability.class);
        EvseId evse = evse(wanted.evse().orElse(0));
        Connector connector = new Connector(evse, connector(wanted.connector().orElse(0)));
        return answer(
                call,
                wanted.operative() ? "make-operative" : "make-inoperative",
                words(connector),
                AvailabilityControl.class,
                availability -> availability.changeAvailability(connector, wanted.operative()));
    }

    private Answer readSettings(Call call) {
        List<String> names = call.body(ReadSettings.class).names().orElse(List.of());
        StationId station = call.knownId(stations);
        SettingsControl.Report report = Problem.unlessRefused(() -> stations.control(station)
                .as(SettingsControl.class)
                .map(settings -> read(settings, names))
                .orElseGet(() -> SettingsControl.Report.of(Outcome.notSupported())));
        trail.unchanged(call);
        return Answer.ok(SettingsReport.of(report));
    }

    /** In parts of the size the station can answer (GetConfigurationMaxKeys, OCPP 1.6 §5.8), until it does not. */
    private static SettingsControl.Report read(SettingsControl settings, List<String> names) {
        int most = names.size() > 1 ? Math.max(1, settings.mostNames()) : 1;
        if (names.size() <= most) {
            return settings.read(names);
        }
        List<SettingsControl.Setting> told = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Outcome outcome = Outcome.notSupported();
        for (int from = 0; from < names.size(); from += most) {
            SettingsControl.Report part = settings.read(names.subList(from, Math.min(names.size(), from + most)));
            told.addAll(part.settings());
            unknown.addAll(part.unknown());
            outcome = part.outcome();
            if (!outcome.accepted()) {
                break;
            }
        }
        return new SettingsControl.Report(outcome, told, unknown);
    }

    private Answer changeSetting(Call call) {
        ChangeSetting wanted = call.body(ChangeSetting.class);
        return answer(
                call,
                "change-setting",
                wanted.name() + " = " + (isSecret(wanted.name()) ? "***" : wanted.value()),
                SettingsControl.class,
                settings -> settings.change(wanted.name(), wanted.value()));
    }

    private Answer clearCache(Call call) {
        return answer(call, "clear-cache", "", AuthorizationCacheControl.class, AuthorizationCacheControl::clearCache);
    }

    private Answer trigger(Call call) {
        Trigger wanted = call.body(Trigger.class);
        Optional<EvseId> evse = wanted.evse().map(CommandRoutes::evse);
        return answer(
                call,
                "trigger",
                wanted.report() + evse.map(CommandRoutes::at).orElse(""),
                RemoteControl.class,
                remote -> remote.trigger(wanted.report(), evse));
    }

    private Answer transferData(Call call) {
        TransferData wanted = call.body(TransferData.class);
        return answer(
                call,
                "transfer-data",
                wanted.vendorId()
                        + wanted.messageId().map(id -> " " + id).orElse("")
                        + wanted.data()
                                .map(data -> ", " + data.length() + " characters")
                                .orElse(""),
                DataTransferControl.class,
                transfer -> transfer.transfer(wanted.vendorId(), wanted.messageId(), wanted.data()));
    }

    /** By what it is called, since nobody says; rather one too many. */
    private static boolean isSecret(String setting) {
        return SECRET.matcher(setting).find();
    }

    private static String at(EvseId evse) {
        return ", EVSE " + evse;
    }

    private static String words(Connector connector) {
        return connector.evse().equals(EvseId.STATION)
                ? "the whole station"
                : "EVSE " + connector.evse() + (connector.id() == 0 ? "" : ", connector " + connector.id());
    }

    private static EvseId evse(int number) {
        if (number < 0) {
            throw Problem.bad("evse", "is not negative");
        }
        return new EvseId(number);
    }

    private static Connector connectorOf(Optional<EvseId> evse, int number) {
        if (number < 1 || evse.filter(id -> !id.equals(EvseId.STATION)).isEmpty()) {
            throw Problem.bad("connector", "is 1 or more, and belongs to an evse that is named");
        }
        return new Connector(evse.get(), number);
    }

    private static int connector(int number) {
        if (number < 0) {
            throw Problem.bad("connector", "is not negative");
        }
        return number;
    }
}
