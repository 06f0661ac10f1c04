package org.ohmstead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureTest {

    @TempDir
    Path folder;

    @Test
    void bundlesAreNamedPlainlyOrWithAStartLevel() throws IOException {
        feature("a.json", """
                {"id": "org.acme:a:1", "bundles": ["org.acme:acme.one:1.2", {"id": "org.acme:acme.log:3", "start-level": 1}]}
                """);
        assertThat(Feature.readAll(folder)).singleElement().satisfies(feature -> {
            assertThat(feature.id()).isEqualTo("org.acme:a:1");
            assertThat(feature.bundles())
                    .containsExactly(
                            new Feature.Entry("org.acme:acme.one:1.2", 4), new Feature.Entry("org.acme:acme.log:3", 1));
            assertThat(feature.bundles().get(0).jar()).isEqualTo("acme.one-1.2.jar");
        });
    }

    @Test
    void otherFilesInTheFolderAreNoFeatures() throws IOException {
        feature("README.md", "not a feature");
        assertThat(Feature.readAll(folder)).isEmpty();
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        Path file = feature("b.json", "{\"bundles\": [");
        assertThatThrownBy(() -> Feature.readAll(folder)).hasMessageContaining(file.toString());
    }

    @Test
    void aFileWithoutBundlesIsNamed() throws IOException {
        Path file = feature("b.json", "{\"id\": \"org.acme:b:1\"}");
        assertThatThrownBy(() -> Feature.readAll(folder)).hasMessageContaining(file.toString());
    }

    @Test
    void coordinatesWithoutVersionAreRefused() throws IOException {
        feature("b.json", "{\"bundles\": [\"org.acme:acme.one\"]}");
        assertThatThrownBy(() -> Feature.readAll(folder)).hasMessageContaining("org.acme:acme.one");
    }

    @Test
    void everyMissingJarIsNamedAtOnce() throws IOException {
        feature("a.json", "{\"id\": \"org.acme:a:1\", \"bundles\": [\"org.acme:one:1\", \"org.acme:two:2\"]}");
        assertThatThrownBy(() -> new Installation(Feature.readAll(folder), folder, folder))
                .hasMessageContaining("org.acme:a:1 needs org.acme:one:1")
                .hasMessageContaining("two-2.jar");
    }

    private Path feature(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
