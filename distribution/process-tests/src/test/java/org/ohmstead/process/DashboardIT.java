package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the Grafana dashboard of the installation asks for is what a running server tells. */
@Timeout(180)
class DashboardIT {

    private static final Pattern METRIC = Pattern.compile("\\b(?:ohmstead|jvm|process)_[a-z_]+");

    @TempDir
    private Path home;

    @Test
    void everyMetricOfTheDashboardExists() throws IOException, InterruptedException {
        RunningServer server = RunningServer.start(home, 0);
        try {
            String password = Files.readString(home.resolve("secrets/initial-admin-password"))
                    .strip();
            String metrics = Rest.signIn(server.console(), password).text(server.console() + "/metrics");
            Set<String> told = new TreeSet<>();
            metrics.lines().filter(line -> !line.startsWith("#")).forEach(line -> told.add(line.split("[ {]")[0]));

            assertThat(asked()).hasSizeGreaterThan(20).isSubsetOf(told);
        } finally {
            server.stop();
        }
    }

    private Set<String> asked() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(home.resolve("config/grafana/ohmstead.json"));
        Set<String> names = new TreeSet<>();
        for (JsonNode expression : dashboard.findValues("expr")) {
            Matcher metric = METRIC.matcher(expression.asString());
            while (metric.find()) {
                names.add(metric.group());
            }
        }
        return names;
    }
}
