package org.ohmstead.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.ohmstead.launcher.Feature;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** JUnit 5's driver for Pax Exam: one container for a class, and each test method is called inside it. */
public final class ContainerExtension implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {

    /** What test code uses of the test libraries and the simulator, lent to the probe bundle by the system bundle. */
    private static final List<String> LENT_PACKAGES = List.of(
            "org.junit.jupiter.api",
            "org.junit.jupiter.api.extension",
            "org.opentest4j",
            "org.assertj.core.api",
            "org.assertj.core.api.iterable",
            "org.assertj.core.data",
            "org.assertj.core.description",
            "org.assertj.core.groups",
            "org.ohmstead.simulator",
            "org.ohmstead.simulator.ledger",
            "org.ohmstead.simulator.meter",
            "org.ohmstead.simulator.ocpp16",
            "org.ohmstead.simulator.time",
            "org.ohmstead.simulator.wire");

    private final Map<Method, TestAddress> addresses = new HashMap<>();
    private TestContainer container;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Class<?> test = context.getRequiredTestClass();
        Distribution distribution = Distribution.freshHome(test.getSimpleName());
        // The logging looks for it there, as the start script sets it.
        System.setProperty("ohmstead.home", distribution.home().toString());
        ExamSystem system = PaxExamRuntime.createTestSystem(options(distribution));
        container = PaxExamRuntime.createContainer(system).start();

        TestProbeBuilder probe = system.createProbe();
        for (Method method : test.getMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                addresses.put(method, probe.addTest(test, method.getName()));
            }
        }
        container.installProbe(probe.build().getStream());
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        invocation.skip();
        try {
            container.call(addresses.get(method.getExecutable()));
        } catch (TestContainerException e) {
            throw causeInTheTest(e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        container.stop();
    }

    private static Throwable causeInTheTest(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof TestContainerException || cause instanceof InvocationTargetException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static Option[] options(Distribution distribution) throws IOException {
        List<Option> options = new ArrayList<>();
        for (Feature.Entry entry : distribution.bundles()) {
            options.add(bundle(distribution.jar(entry).toUri().toString()).startLevel(entry.startLevel()));
        }
        distribution
                .frameworkSettings()
                .forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
        LENT_PACKAGES.forEach(name -> options.add(systemPackage(name)));
        return options.toArray(Option[]::new);
    }
}
