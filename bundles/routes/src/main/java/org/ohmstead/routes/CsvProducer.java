package org.ohmstead.routes;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;

/**
 * Appends the body, a map, as one line of RFC 4180 to a file, and returns when it is on disk. {@code {date}} in the file name
 * becomes the day of {@code receivedAt} in the site's zone. A new file begins with the names of the columns; a line that a crash
 * cut short is closed first, so that it spoils no other.
 */
final class CsvProducer extends DefaultProducer {

    private final Path directory;
    private final String file;
    private final List<String> columns;
    private final Zones zones;

    CsvProducer(Endpoint endpoint, Path directory, String file, List<String> columns, Zones zones) {
        super(endpoint);
        this.directory = directory;
        this.file = file;
        this.columns = columns;
        this.zones = zones;
    }

    @Override
    public void process(Exchange exchange) throws IOException, InvalidPayloadException {
        @SuppressWarnings("unchecked")
        Map<String, Object> row = exchange.getMessage().getMandatoryBody(Map.class);
        Files.createDirectories(directory);
        append(directory.resolve(file.replace("{date}", date(row))), row);
    }

    private void append(Path target, Map<String, Object> row) throws IOException {
        try (FileChannel channel = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            StringBuilder text = new StringBuilder();
            if (channel.size() == 0) {
                text.append(line(columns));
            } else if (cutShort(channel)) {
                text.append('\n');
            }
            text.append(line(columns.stream()
                    .map(column -> harmless(row.getOrDefault(column, "")))
                    .toList()));
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            channel.position(channel.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static boolean cutShort(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) != '\n';
    }

    private static String line(List<String> cells) {
        StringWriter line = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(line)) {
            csv.writeRecord(cells);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return line.toString();
    }

    /** Text that a spreadsheet would run as a formula is put in quotes of its own: tokens and vendor texts come from outside. */
    private static String harmless(Object value) {
        String text = value.toString();
        boolean formula = !(value instanceof Number) && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }

    private String date(Map<String, Object> row) {
        Instant receivedAt = Instant.parse(row.get("receivedAt").toString());
        return LocalDate.ofInstant(receivedAt, zones.of(String.valueOf(row.get("site"))))
                .toString();
    }
}
