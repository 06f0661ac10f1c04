package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.stations.Place.CP1;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;

/** What is asked of a station reaches it, also what an interface could answer by itself. */
class RecordedControlTest {

    /** Something of each type that is asked with or answered. */
    private static final Map<Class<?>, Object> SOMETHING = Map.ofEntries(
            Map.entry(Outcome.class, Outcome.notSupported()),
            Map.entry(SettingsControl.Report.class, SettingsControl.Report.of(Outcome.notSupported())),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(List.class, List.of()),
            Map.entry(String.class, "4711"),
            Map.entry(int.class, 7),
            Map.entry(boolean.class, false),
            Map.entry(Connector.class, Connector.of(1)),
            Map.entry(IdToken.class, IdToken.of("04A1B2C3")),
            Map.entry(RemoteControl.Reset.class, RemoteControl.Reset.ON_IDLE),
            Map.entry(RemoteControl.Report.class, RemoteControl.Report.STATUS));

    private final Place place = new Place().with(CP1);
    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(classes = {AvailabilityControl.class, RemoteControl.class, SettingsControl.class})
    void everyMethodReachesTheStation(Class<?> capability) throws ReflectiveOperationException {
        place.service.connected(CP1, new Asked(capability));
        Object control = place.service.control(CP1).as(capability).orElseThrow();
        List<Method> methods = Arrays.stream(capability.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .toList();
        for (Method method : methods) {
            asked.clear();
            Object[] with = Arrays.stream(method.getParameterTypes())
                    .map(RecordedControlTest::something)
                    .toArray();
            Object answer = method.invoke(control, with);

            assertThat(asked).containsOnlyOnce(method.getName());
            assertThat(answer).isEqualTo(something(method.getReturnType()));
        }
        assertThat(methods).isNotEmpty();
    }

    private static Object something(Class<?> type) {
        return Optional.ofNullable(SOMETHING.get(type))
                .orElseThrow(() -> new AssertionError("Say what a " + type + " may be"));
    }

    /** A station that can one thing and remembers what of it was asked. */
    private final class Asked implements Place.Capable {

        private final Class<?> can;

        Asked(Class<?> can) {
            this.can = can;
        }

        @Override
        public <T> Optional<T> as(Class<T> capability) {
            return capability == can ? Optional.of(capability.cast(remembering())) : Optional.empty();
        }

        private Object remembering() {
            return Proxy.newProxyInstance(can.getClassLoader(), new Class<?>[] {can}, (proxy, method, with) -> {
                asked.add(method.getName());
                return something(method.getReturnType());
            });
        }
    }
}
