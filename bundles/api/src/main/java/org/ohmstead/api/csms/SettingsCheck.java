package org.ohmstead.api.csms;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What is wrong with the configuration files. While a file has problems its last good contents stay in force. */
@ProviderType
public interface SettingsCheck {

    List<Problem> problems();

    /**
     * One mistake.
     *
     * @param file the file name in {@code config/}
     * @param key the key, empty when the whole file is meant
     * @param message what is wrong and what would be right
     */
    record Problem(String file, String key, String message) {}
}
