package org.ohmstead.ocpp.websocket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.Handshaker;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides on every handshake: path, rate, identity and key first, the upgrade last. */
final class Porter extends Handler.Abstract {

    private static final Logger log = LoggerFactory.getLogger(Porter.class);

    /** Seconds. */
    private static final int SOONEST = 10;

    private static final int LATEST = 60;

    private final OpenDoor door;
    private final WebSocketComponents components;
    private final Handshaker handshaker = Handshaker.newInstance();

    Porter(OpenDoor door, WebSocketComponents components) {
        this.door = door;
        this.components = components;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<String> identity = Knock.identity(request.getHttpURI().getPath());
        InetAddress from = from(request);
        if (identity.isEmpty()) {
            refuse(response, callback, HttpStatus.NOT_FOUND_404);
        } else if (!Knock.isWellFormed(request.getHttpURI().getQuery())) {
            refuse(response, callback, HttpStatus.BAD_REQUEST_400);
        } else if (!handshaker.isWebSocketUpgradeRequest(request)) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, "13");
            refuse(response, callback, HttpStatus.UPGRADE_REQUIRED_426);
        } else if (!door.mayKnock(from, identity.get())) {
            door.meters().tooOften().add(1);
            report(Source.of(from), "{}: an address knocks too often: {}", identity.get(), from);
            refuseForNow(response, callback, HttpStatus.TOO_MANY_REQUESTS_429);
        } else if (!door.turnstile().enter(() -> ask(identity.get(), from, request, response, callback))) {
            door.meters().full().add(1);
            refuseForNow(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
        return true;
    }

    private InetAddress from(Request request) {
        InetSocketAddress peer =
                (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
        return door.limits()
                .proxies()
                .client(peer.getAddress(), request.getHeaders().getCSV(HttpHeader.X_FORWARDED_FOR, false));
    }

    private void ask(String identity, InetAddress from, Request request, Response response, Callback callback) {
        try {
            Optional<Knock.Credentials> given =
                    Knock.credentials(request.getHeaders().get(HttpHeader.AUTHORIZATION), identity);
            StationAdmission.Admission admission = door.admission()
                    .admit(new StationAdmission.Knock(
                            identity,
                            given.map(Knock.Credentials::user),
                            given.map(Knock.Credentials::password),
                            from));
            switch (admission) {
                case StationAdmission.Admission.Admitted(StationId station) ->
                    welcome(station, from, request, response, callback);
                case StationAdmission.Admission.Refused() -> {
                    door.meters().unauthorized().add(1);
                    response.getHeaders()
                            .put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"ohmstead\", charset=\"UTF-8\"");
                    refuse(response, callback, HttpStatus.UNAUTHORIZED_401);
                }
            }
        } catch (StoreUnavailable e) {
            log.debug("{}: could not be let in", identity, e);
            refuseForNow(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
        } catch (RuntimeException e) {
            log.error("{}: the handshake failed", identity, e);
            refuse(response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500);
        }
    }

    /** A station that comes and goes is slowed down alone. */
    private void welcome(StationId station, InetAddress from, Request request, Response response, Callback callback) {
        door.knockedWell(from);
        if (!door.hasRoomFor(station)) {
            door.meters().full().add(1);
            report(station, "{}: no room for another station, it knocked from {}", station.value(), from);
            refuseForNow(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
        } else if (!door.comings().take(station, System.nanoTime())) {
            door.meters().tooOften().add(1);
            report(station, "{}: connects too often, from {}", station.value(), from);
            refuseForNow(response, callback, HttpStatus.TOO_MANY_REQUESTS_429);
        } else {
            upgrade(station, from, request, response, callback);
        }
    }

    private void upgrade(StationId station, InetAddress from, Request request, Response response, Callback callback) {
        boolean upgraded = handshaker.upgradeRequest(
                (upgrade, accepted, done) -> socket(station, from, upgrade, accepted),
                request,
                response,
                callback,
                components,
                door.configuration());
        if (!upgraded) {
            refuse(response, callback, HttpStatus.BAD_REQUEST_400);
        }
    }

    private FrameHandler socket(
            StationId station, InetAddress from, ServerUpgradeRequest request, ServerUpgradeResponse response) {
        response.setExtensions(List.of()); // compression would cost memory for each station (OCPP-J 1.6 §5.1)
        Optional<String> subprotocol = door.lanes().choose(request.getSubProtocols());
        if (subprotocol.isEmpty()) {
            door.meters().foreign().add(1);
            if (request.getSubProtocols().isEmpty()) {
                log.info("{}: closed, it offered no subprotocol", station);
            } else {
                log.info("{}: closed, it only speaks {}", station, request.getSubProtocols());
            }
            return new ForeignSocket();
        }
        response.setAcceptedSubProtocol(subprotocol.get());
        return new StationSocket(station, subprotocol.get(), from, door);
    }

    /** Says when to come again, to each another time, so that a storm does not come back as one. */
    private static void refuseForNow(Response response, Callback callback, int status) {
        int seconds = ThreadLocalRandom.current().nextInt(SOONEST, LATEST);
        response.getHeaders().put(HttpHeader.RETRY_AFTER, Integer.toString(seconds));
        refuse(response, callback, status);
    }

    /** Every refusal of one kind looks the same, whatever its cause. */
    static void refuse(Response response, Callback callback, int status) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    }

    private void report(Object who, String sentence, String identity, InetAddress from) {
        if (door.mayBeTold(who)) {
            log.info(sentence, identity, from.getHostAddress());
        }
    }
}
