package org.ohmstead.api.csms;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What is wrong with the configuration files. While a file has mistakes its last good contents stay in force. */
@ProviderType
public interface SettingsCheck {

    /** By file and line. */
    List<Problem> problems();

    /**
     * One mistake, or a warning.
     *
     * @param file the file name in {@code config/}
     * @param line where, from 1; 0 when the whole file is meant
     * @param key the key, empty when the whole file is meant
     * @param message what is wrong and what would be right, as the end of a sentence that begins with the key; never a secret
     * @param warning whether the file counts nevertheless
     */
    record Problem(String file, int line, String key, String message, boolean warning) {

        /** As a sentence for people, that begins with where it is. */
        public String sentence() {
            return "config/" + file + (line > 0 ? ":" + line + ": " : " ") + (key.isEmpty() ? "" : key + " ") + message;
        }
    }
}
