package org.ohmstead.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The statements of one {@code .sql} file by name. A line {@code --- name} begins each; what stands before the first is prose. */
public final class Sql {

    private static final String NAME = "--- ";

    private final String file;
    private final Map<String, String> statements;

    private Sql(String file, Map<String, String> statements) {
        this.file = file;
        this.statements = statements;
    }

    /** Reads the file that lies beside a class. */
    public static Sql beside(Class<?> owner, String file) {
        return new Sql(file, parse(text(owner, file)));
    }

    static String text(Class<?> owner, String file) {
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The bundle lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statement by that name. */
    public String get(String name) {
        String statement = statements.get(name);
        if (statement == null) {
            throw new IllegalArgumentException("No statement " + name + " in " + file);
        }
        return statement;
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> statements = new HashMap<>();
        String[] sections = text.split("(?m)^" + NAME);
        for (int i = 1; i < sections.length; i++) {
            int end = sections[i].indexOf('\n');
            statements.put(
                    sections[i].substring(0, end).strip(),
                    sections[i].substring(end + 1).strip());
        }
        return statements;
    }
}
