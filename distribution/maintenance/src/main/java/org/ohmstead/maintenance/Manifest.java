package org.ohmstead.maintenance;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.ohmstead.api.journal.JournalPosition;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a backup is and holds.
 *
 * @param version of the program that made it
 * @param schema the last migration of its database
 * @param position the last entry of its journal
 * @param files by name their size and checksum
 */
record Manifest(
        String version,
        String schema,
        JournalPosition position,
        Instant created,
        boolean secrets,
        Map<String, Sum> files) {

    static final String NAME = "manifest.json";

    /** Of the archive's shape; another number is another shape. */
    private static final int FORMAT = 1;

    private static final JsonFactory JSON = new JsonFactory();

    /** @param sha256 in lower case hexadecimal */
    record Sum(long size, String sha256) {}

    byte[] write() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeNumberProperty("format", FORMAT);
            json.writeStringProperty("version", version);
            json.writeStringProperty("schema", schema);
            json.writeStringProperty("position", position.toString());
            json.writeStringProperty("created", created.toString());
            json.writeBooleanProperty("secrets", secrets);
            json.writeName("files");
            json.writeStartArray();
            for (Map.Entry<String, Sum> file : new TreeMap<>(files).entrySet()) {
                json.writeRaw("\n");
                json.writeStartObject();
                json.writeStringProperty("name", file.getKey());
                json.writeNumberProperty("size", file.getValue().size());
                json.writeStringProperty("sha256", file.getValue().sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    static Manifest read(byte[] text) throws Refused {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            Map<String, String> values = new TreeMap<>();
            Map<String, Sum> files = new TreeMap<>();
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    readFiles(json, files);
                } else {
                    values.put(name, json.getString());
                }
            }
            if (!Integer.toString(FORMAT).equals(values.get("format"))) {
                throw new Refused("this backup was made by a newer Ohmstead (" + values.get("version")
                        + "); restore it with that one.");
            }
            String[] position = values.get("position").split(":");
            return new Manifest(
                    values.get("version"),
                    values.get("schema"),
                    new JournalPosition(Long.parseLong(position[0]), Long.parseLong(position[1])),
                    Instant.parse(values.get("created")),
                    Boolean.parseBoolean(values.get("secrets")),
                    files);
        } catch (RuntimeException e) {
            throw new Refused("the manifest of the backup cannot be read: the file is damaged.", e);
        }
    }

    private static void readFiles(JsonParser json, Map<String, Sum> files) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> file = new TreeMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                file.put(name, json.getString());
            }
            files.put(file.get("name"), new Sum(Long.parseLong(file.get("size")), file.get("sha256")));
        }
    }
}
