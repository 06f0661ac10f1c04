package org.ohmstead.launcher;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One OSGi feature file: the bundles of one thing one may want from the server. */
public record Feature(String id, List<Entry> bundles) {

    /** Level of a bundle whose entry does not name one. */
    static final int DEFAULT_START_LEVEL = 4;

    /** One bundle of a feature: its Maven coordinates and the start level at which it comes up. */
    public record Entry(String coordinates, int startLevel) {

        /** The jar's name in the flat {@code lib} folder. */
        public String jar() {
            String[] parts = coordinates.split(":");
            return parts[1] + "-" + parts[2] + ".jar";
        }
    }

    /** Every feature of a folder, in the order of the file names. */
    public static List<Feature> readAll(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Feature::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The feature files cannot be read from " + folder, e);
        }
    }

    static Feature read(Path file) {
        try {
            JsonObject json = Json.parse(Files.readString(file)).asObject();
            List<Entry> bundles = new ArrayList<>();
            for (JsonValue bundle : json.get("bundles").asArray()) {
                bundles.add(entry(bundle));
            }
            return new Feature(json.getString("id", file.getFileName().toString()), List.copyOf(bundles));
        } catch (ParseException | UnsupportedOperationException | NullPointerException e) {
            throw new IllegalStateException("The feature file " + file + " is not valid: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The format allows plain coordinates or an object with metadata. */
    private static Entry entry(JsonValue bundle) {
        String coordinates =
                bundle.isString() ? bundle.asString() : bundle.asObject().getString("id", "");
        if (coordinates.split(":").length != 3) {
            throw new UnsupportedOperationException("\"" + coordinates + "\" is not group:artifact:version");
        }
        int level =
                bundle.isObject() ? bundle.asObject().getInt("start-level", DEFAULT_START_LEVEL) : DEFAULT_START_LEVEL;
        return new Entry(coordinates, level);
    }
}
