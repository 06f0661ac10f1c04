package org.ohmstead.ocpp.rpc.lane;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.ocpp.OcppSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a station that outlives the dialect. What {@link #as} gives out holds no class of a dialect: each command finds
 * the session of the moment, waits for one while the dialect is being replaced, and goes to the successor when it had not left.
 */
final class LaneControl implements StationControl {

    private static final Logger log = LoggerFactory.getLogger(LaneControl.class);

    private final StationLane lane;
    private final boolean background;

    /** @param background whether what is asked lets everything else go first */
    LaneControl(StationLane lane, boolean background) {
        this.lane = lane;
        this.background = background;
    }

    @Override
    public StationControl inBackground() {
        return new LaneControl(lane, true);
    }

    @Override
    public <T> Optional<T> as(Class<T> capability) {
        Optional<OcppSession> session = lane.session();
        if (!capability.isInterface()
                || session.isPresent() && session.get().control().as(capability).isEmpty()) {
            return Optional.empty();
        }
        Class<?>[] interfaces = {capability};
        Object proxy = Proxy.newProxyInstance(capability.getClassLoader(), interfaces, new Courier(capability));
        return Optional.of(capability.cast(proxy));
    }

    /** Takes commands of one capability to whoever has the lane. */
    private final class Courier implements InvocationHandler {

        private final Class<?> capability;

        Courier(Class<?> capability) {
            this.capability = capability;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> capability.getSimpleName() + " of " + lane.station;
                };
            }
            Command command =
                    new Command(System.nanoTime() + lane.rules.queueTime().toNanos(), background);
            while (true) {
                Optional<OcppSession> session = lane.awaitSession(command.sendBy);
                if (session.isEmpty()) {
                    return instead(method, lane.ended() ? Outcome.offline() : notSent());
                }
                Optional<?> target = session.get().control().as(capability);
                if (target.isEmpty()) {
                    return instead(method, Outcome.notSupported());
                }
                Object result = run(command, target.get(), method, arguments);
                if (!command.mayBeRepeated()) {
                    return result;
                }
            }
        }

        private Object run(Command command, Object target, Method method, Object[] arguments) {
            try {
                return command.run(() -> method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof IllegalStateException || e.getCause() instanceof IllegalArgumentException) {
                    throw (RuntimeException) e.getCause();
                }
                log.error("{}: {} failed", lane.station, method.getName(), e.getCause());
                return instead(method, Outcome.because(Outcome.Kind.FAILED, "Something went wrong inside the server."));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(capability + " is not a public interface", e);
            }
        }

        private static Outcome notSent() {
            return Outcome.because(Outcome.Kind.NOT_SENT, "The protocol version of the station is being replaced.");
        }

        /** The outcome, or the method's own kind of answer made of it by a static {@code of(Outcome)}. */
        private static Object instead(Method method, Outcome outcome) {
            Class<?> type = method.getReturnType();
            if (type == Outcome.class) {
                return outcome;
            }
            try {
                Method of = type.getMethod("of", Outcome.class);
                if (Modifier.isStatic(of.getModifiers())) {
                    return of.invoke(null, outcome);
                }
            } catch (ReflectiveOperationException e) {
                log.debug("{} cannot be made of an outcome", type, e);
            }
            throw new IllegalStateException(outcome.reason().orElse("The station cannot be asked."));
        }
    }
}
