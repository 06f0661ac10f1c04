package org.ohmstead.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.ohmstead.api.csms.Settings;
import org.ohmstead.api.csms.Settings.File;
import org.ohmstead.api.csms.Settings.Result;
import org.ohmstead.api.csms.Settings.Value;
import org.ohmstead.api.csms.SettingsCheck.Problem;

/** Files that are edited. */
abstract class EditorScene extends ConfigHome {

    final Map<String, String> options = new HashMap<>();
    Settings editor;

    @BeforeEach
    void begin() {
        restart();
    }

    void restart() {
        start();
        editor = new Editor(settings, options::get);
    }

    File file(String id) {
        return editor.component(id).orElseThrow().files().getFirst();
    }

    Value value(String id, String key) {
        return file(id).values().stream()
                .filter(value -> value.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    Result change(String id, String key, String value) {
        return editor.change("eva", id, file(id).version(), Map.of(key, Optional.of(value)));
    }

    List<String> refused(Result result) {
        return ((Result.Refused) result)
                .problems().stream().map(Problem::sentence).toList();
    }
}
