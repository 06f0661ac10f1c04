package org.ohmstead.maintenance;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** A path in a command that people copy to a shell. */
final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** As it is, or in quotation marks where a shell would make something else of it. */
    static String of(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
