package org.ohmstead.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The file in which a person wrote a rule. */
record RuleFile(Path home, String rule) {

    /** Where a key is: {@code config/org.ohmstead.alerts~silent.cfg:3}, without the line where it is not there. */
    String place(String key) {
        String name = "config/org.ohmstead.alerts~" + rule + ".cfg";
        Pattern written = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*[=:].*");
        try {
            List<String> lines = Files.readAllLines(home.resolve(name));
            for (int line = lines.size(); line > 0; line--) { // the last one counts
                if (written.matcher(lines.get(line - 1)).matches()) {
                    return name + ":" + line;
                }
            }
        } catch (IOException e) {
            return name; // it was brought by something else than a file
        }
        return name;
    }
}
