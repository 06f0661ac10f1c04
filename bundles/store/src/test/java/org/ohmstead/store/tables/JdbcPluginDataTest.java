package org.ohmstead.store.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.store.OpenStore;

class JdbcPluginDataTest {

    @TempDir
    private Path home;

    private OpenStore store;
    private JdbcPluginData data;

    @BeforeEach
    void open() {
        store = new OpenStore(home);
        data = at(OpenStore.T0);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatWasWrittenIsThereAfterARestart() {
        data.put("uploads", "a.csv", "1");
        data.put("uploads", "a.csv", "2");
        store.close();
        open();

        assertThat(data.get("uploads", "a.csv")).contains("2");
        assertThat(data.get("commands", "a.csv")).isEmpty();
    }

    @Test
    void onlyTheFirstWritesWhatIsNew() {
        assertThat(data.putNew("commands", "17", "asked")).isTrue();
        assertThat(data.putNew("commands", "17", "again")).isFalse();

        assertThat(data.get("commands", "17")).contains("asked");
    }

    @Test
    void whatIsForgottenMayBeWrittenAgain() {
        data.put("commands", "17", "asked");

        assertThat(data.remove("uploads", "17")).isFalse();
        assertThat(data.remove("commands", "17")).isTrue();
        assertThat(data.remove("commands", "17")).isFalse();
        assertThat(data.putNew("commands", "17", "again")).isTrue();
    }

    @Test
    void onlyOldKeysOfTheirOwnerAreForgotten() {
        data.put("commands", "old", "x");
        data.put("uploads", "old", "x");
        at(OpenStore.T0.plusSeconds(60)).put("commands", "new", "x");

        data.removeOlder("commands", OpenStore.T0.plusSeconds(30));

        assertThat(data.get("commands", "old")).isEmpty();
        assertThat(data.get("commands", "new")).isPresent();
        assertThat(data.get("uploads", "old")).isPresent();
    }

    @Test
    void whatDoesNotFitIsRefusedWithASentence() {
        data.put("o".repeat(100), "k".repeat(500), "v".repeat(16_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.put("uploads", "a", "v".repeat(16_001)))
                .withMessageContaining("at most");
        assertThatIllegalArgumentException().isThrownBy(() -> data.putNew("uploads", "k".repeat(501), "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> data.put("o".repeat(101), "k", "v"));
    }

    private JdbcPluginData at(Instant now) {
        return new JdbcPluginData(store.service(), Clock.fixed(now, ZoneOffset.UTC));
    }
}
