package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Routes;
import org.ohmstead.api.csms.Routes.RouteFile;
import org.ohmstead.api.csms.Routes.State;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A route file waits for its component, runs when that comes, stops when it goes, and runs again. */
@InContainer
public class ComponentsIT {

    private static final String FILE = "waits.yaml";

    @Inject
    private BundleContext context;

    @Inject
    private Routes routes;

    @Test
    public void aComponentThatComesLateIsFound() throws IOException, BundleException {
        Bundle sftp = bundle("org.ohmstead.camel-sftp");
        sftp.stop();
        Path file = Path.of(context.getProperty("ohmstead.home"), "config/routes", FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                - route:
                    id: waits
                    from:
                      uri: direct:in
                      steps:
                        - to: sftp:files.example.com/upload
                """);
        Patience.await("the missing component", () -> is(State.FAILED));
        assertThat(waiting().flatMap(RouteFile::mistake).orElseThrow().toString())
                .startsWith("line 6: There is no component for sftp:files.example.com/upload; there are ")
                .contains("mqtt")
                .doesNotContain("sftp,");

        for (int round = 0; round < 2; round++) {
            sftp.start();
            Patience.await("the component", () -> is(State.RUNNING));
            sftp.stop();
            Patience.await("its going", () -> is(State.FAILED));
        }

        sftp.start();
        Files.delete(file);
        Patience.await("the end of the file", () -> waiting().isEmpty());
    }

    private boolean is(State state) {
        return waiting().map(RouteFile::state).filter(state::equals).isPresent();
    }

    private Optional<RouteFile> waiting() {
        return routes.files().stream().filter(file -> file.name().equals(FILE)).findFirst();
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
