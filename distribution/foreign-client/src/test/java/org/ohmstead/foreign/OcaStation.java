package org.ohmstead.foreign;

import eu.chargetime.ocpp.ClientEvents;
import eu.chargetime.ocpp.JSONClient;
import eu.chargetime.ocpp.JSONConfiguration;
import eu.chargetime.ocpp.OccurenceConstraintException;
import eu.chargetime.ocpp.UnsupportedFeatureException;
import eu.chargetime.ocpp.feature.profile.ClientCoreEventHandler;
import eu.chargetime.ocpp.feature.profile.ClientCoreProfile;
import eu.chargetime.ocpp.feature.profile.ClientFirmwareManagementEventHandler;
import eu.chargetime.ocpp.feature.profile.ClientFirmwareManagementProfile;
import eu.chargetime.ocpp.feature.profile.ClientRemoteTriggerEventHandler;
import eu.chargetime.ocpp.feature.profile.ClientRemoteTriggerProfile;
import eu.chargetime.ocpp.model.Confirmation;
import eu.chargetime.ocpp.model.Request;
import eu.chargetime.ocpp.model.core.AvailabilityStatus;
import eu.chargetime.ocpp.model.core.ChangeAvailabilityConfirmation;
import eu.chargetime.ocpp.model.core.ChangeAvailabilityRequest;
import eu.chargetime.ocpp.model.core.ChangeConfigurationConfirmation;
import eu.chargetime.ocpp.model.core.ChangeConfigurationRequest;
import eu.chargetime.ocpp.model.core.ClearCacheConfirmation;
import eu.chargetime.ocpp.model.core.ClearCacheRequest;
import eu.chargetime.ocpp.model.core.ClearCacheStatus;
import eu.chargetime.ocpp.model.core.ConfigurationStatus;
import eu.chargetime.ocpp.model.core.DataTransferConfirmation;
import eu.chargetime.ocpp.model.core.DataTransferRequest;
import eu.chargetime.ocpp.model.core.DataTransferStatus;
import eu.chargetime.ocpp.model.core.GetConfigurationConfirmation;
import eu.chargetime.ocpp.model.core.GetConfigurationRequest;
import eu.chargetime.ocpp.model.core.KeyValueType;
import eu.chargetime.ocpp.model.core.RemoteStartStopStatus;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionRequest;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionRequest;
import eu.chargetime.ocpp.model.core.ResetConfirmation;
import eu.chargetime.ocpp.model.core.ResetRequest;
import eu.chargetime.ocpp.model.core.ResetStatus;
import eu.chargetime.ocpp.model.core.UnlockConnectorConfirmation;
import eu.chargetime.ocpp.model.core.UnlockConnectorRequest;
import eu.chargetime.ocpp.model.core.UnlockStatus;
import eu.chargetime.ocpp.model.firmware.GetDiagnosticsConfirmation;
import eu.chargetime.ocpp.model.firmware.GetDiagnosticsRequest;
import eu.chargetime.ocpp.model.firmware.UpdateFirmwareConfirmation;
import eu.chargetime.ocpp.model.firmware.UpdateFirmwareRequest;
import eu.chargetime.ocpp.model.remotetrigger.TriggerMessageConfirmation;
import eu.chargetime.ocpp.model.remotetrigger.TriggerMessageRequest;
import eu.chargetime.ocpp.model.remotetrigger.TriggerMessageStatus;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A charging station on the Java-OCA-OCPP library. It answers every command in another way than the obvious one. */
final class OcaStation
        implements ClientCoreEventHandler,
                ClientRemoteTriggerEventHandler,
                ClientFirmwareManagementEventHandler,
                ClientEvents {

    private static final long PATIENCE_SECONDS = 30;

    private final URI door;
    private final String id;
    private final JSONClient client;
    private final Queue<Request> heard = new ConcurrentLinkedQueue<>();
    private volatile boolean online;

    OcaStation(URI door, String id, String password) {
        this.door = door;
        this.id = id;
        JSONConfiguration configuration = JSONConfiguration.get()
                .setParameter(JSONConfiguration.USERNAME_PARAMETER, id)
                .setParameter(JSONConfiguration.PASSWORD_PARAMETER, password);
        client = new JSONClient(new ClientCoreProfile(this), id, configuration);
        client.addFeatureProfile(new ClientRemoteTriggerProfile(this));
        client.addFeatureProfile(new ClientFirmwareManagementProfile(this));
    }

    String id() {
        return id;
    }

    /** Gives whether it was let in. */
    boolean connects() {
        client.connect(door.toString(), this);
        return online;
    }

    void disconnects() {
        client.disconnect();
    }

    /** Makes a call and waits for its answer, whose kind follows from the call. */
    @SuppressWarnings("unchecked")
    <T extends Confirmation> T call(Request request) throws InterruptedException, ExecutionException, TimeoutException {
        return (T) sends(request).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Makes a call; the library keeps one about a transaction until it is connected. */
    CompletableFuture<Confirmation> sends(Request request) {
        try {
            return client.send(request).toCompletableFuture();
        } catch (OccurenceConstraintException | UnsupportedFeatureException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What it was asked of a kind, in that order. */
    <T extends Request> List<T> heard(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private <T extends Confirmation> T answer(Request request, T answer) {
        heard.add(request);
        return answer;
    }

    @Override
    public void connectionOpened() {
        online = true;
    }

    @Override
    public void connectionClosed() {
        online = false;
    }

    @Override
    public ResetConfirmation handleResetRequest(ResetRequest request) {
        return answer(request, new ResetConfirmation(ResetStatus.Rejected));
    }

    @Override
    public UnlockConnectorConfirmation handleUnlockConnectorRequest(UnlockConnectorRequest request) {
        return answer(request, new UnlockConnectorConfirmation(UnlockStatus.UnlockFailed));
    }

    @Override
    public ChangeAvailabilityConfirmation handleChangeAvailabilityRequest(ChangeAvailabilityRequest request) {
        return answer(request, new ChangeAvailabilityConfirmation(AvailabilityStatus.Scheduled));
    }

    @Override
    public GetConfigurationConfirmation handleGetConfigurationRequest(GetConfigurationRequest request) {
        KeyValueType interval = new KeyValueType("HeartbeatInterval", true);
        interval.setValue("300");
        GetConfigurationConfirmation answer = new GetConfigurationConfirmation();
        answer.setConfigurationKey(new KeyValueType[] {interval});
        answer.setUnknownKey(new String[] {"Nope"});
        return answer(request, answer);
    }

    @Override
    public ChangeConfigurationConfirmation handleChangeConfigurationRequest(ChangeConfigurationRequest request) {
        return answer(request, new ChangeConfigurationConfirmation(ConfigurationStatus.RebootRequired));
    }

    @Override
    public ClearCacheConfirmation handleClearCacheRequest(ClearCacheRequest request) {
        return answer(request, new ClearCacheConfirmation(ClearCacheStatus.Rejected));
    }

    @Override
    public DataTransferConfirmation handleDataTransferRequest(DataTransferRequest request) {
        DataTransferConfirmation answer = new DataTransferConfirmation(DataTransferStatus.Accepted);
        answer.setData(new StringBuilder(request.getData()).reverse().toString());
        return answer(request, answer);
    }

    @Override
    public RemoteStartTransactionConfirmation handleRemoteStartTransactionRequest(
            RemoteStartTransactionRequest request) {
        return answer(request, new RemoteStartTransactionConfirmation(RemoteStartStopStatus.Accepted));
    }

    @Override
    public RemoteStopTransactionConfirmation handleRemoteStopTransactionRequest(RemoteStopTransactionRequest request) {
        return answer(request, new RemoteStopTransactionConfirmation(RemoteStartStopStatus.Accepted));
    }

    @Override
    public TriggerMessageConfirmation handleTriggerMessageRequest(TriggerMessageRequest request) {
        return answer(request, new TriggerMessageConfirmation(TriggerMessageStatus.Rejected));
    }

    @Override
    public GetDiagnosticsConfirmation handleGetDiagnosticsRequest(GetDiagnosticsRequest request) {
        return answer(request, new GetDiagnosticsConfirmation());
    }

    @Override
    public UpdateFirmwareConfirmation handleUpdateFirmwareRequest(UpdateFirmwareRequest request) {
        return answer(request, new UpdateFirmwareConfirmation());
    }
}
