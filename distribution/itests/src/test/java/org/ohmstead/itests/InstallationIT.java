package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ohmstead.launcher.Feature;

/** The feature files are the only list of bundles: what lies in {@code lib} is exactly what they name. */
class InstallationIT {

    @Test
    void theLibHoldsWhatTheFeaturesNameAndNothingElse() throws IOException {
        Set<String> named = Feature.readAll(Distribution.INSTALL.resolve("features")).stream()
                .flatMap(feature -> feature.bundles().stream())
                .map(Feature.Entry::jar)
                .collect(Collectors.toSet());
        assertThat(jars()).containsExactlyInAnyOrderElementsOf(named);
    }

    /** Else a new version of such a library would bring back the licences we do not use. */
    @Test
    void whatIsOfferedUnderSeveralLicencesIsNoticedUnderTheOneWeUse() throws IOException {
        assertThat(Files.readAllLines(Distribution.INSTALL.resolve("NOTICE-THIRD-PARTY.txt")))
                .filteredOn(line -> line.contains("angus-mail:") || line.contains("jakarta.mail-api:"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("(EPL-2.0)").doesNotContain("GPL2"));
    }

    private static List<String> jars() throws IOException {
        try (var files = Files.list(Distribution.INSTALL.resolve("lib"))) {
            return files.map(Path::getFileName).map(Path::toString).toList();
        }
    }
}
