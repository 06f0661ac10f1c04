package org.ohmstead.rest.resource;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CSV file with a header, separated by commas or, as spreadsheets in half of Europe have it, by semicolons. Every mistake is
 * gathered with its line, so that the file is mended once; with any mistake nothing is taken.
 */
public final class Csv {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Where the reader says that what it could not read begins. */
    private static final Pattern LINE = Pattern.compile("starting at line (\\d+)");

    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> columns;
    private final String needed;

    /**
     * @param columns what may stand in the header
     * @param needed the column without which a line means nothing
     */
    public Csv(Set<String> columns, String needed) {
        this.columns = columns;
        this.needed = needed;
    }

    /** Reads one line; complains through the line where something is wrong. */
    @FunctionalInterface
    public interface LineReader<T> {
        T read(Line line);
    }

    /** @throws Problem 400 with everything that is wrong */
    public <T> List<T> read(String text, LineReader<T> reader) {
        String csv = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        List<T> taken = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try {
            var lines = CsvReader.builder()
                    .fieldSeparator(separator(csv))
                    .allowUnclosedQuote(false)
                    .ofNamedCsvRecord(csv);
            for (NamedCsvRecord csvRecord : lines) {
                if (taken.isEmpty()) {
                    checkHeader(csvRecord.getHeader());
                }
                var line = new Line(csvRecord);
                if (csvRecord.getFieldCount() > csvRecord.getHeader().size()) {
                    line.wrong("", "has more fields than the header");
                }
                line.requirePlainText();
                if (line.text(needed).isEmpty()) {
                    line.wrong(needed, "is missing");
                }
                T read = reader.read(line);
                taken.add(read);
                if (!seen.add(line.key())) {
                    line.wrong(needed, "stands in the file twice");
                }
            }
        } catch (CsvParseException e) {
            throw notMatching(e);
        }
        if (taken.isEmpty()) {
            throw Problem.of(400, "There is no line below the header.");
        }
        if (!errors.isEmpty()) {
            throw new Problem(400, "Nothing was imported: some lines are not as they should be.", errors);
        }
        return taken;
    }

    private static Problem notMatching(CsvParseException cause) {
        Matcher line = LINE.matcher(String.valueOf(cause.getMessage()));
        String sentence = "A quotation mark does not match, or something stands behind the closing one.";
        return line.find()
                ? new Problem(
                        400,
                        "Nothing was imported: the file is no CSV from one line on.",
                        List.of(FieldError.of(Long.parseLong(line.group(1)), "", sentence)))
                : Problem.of(400, sentence);
    }

    private static char separator(String csv) {
        int end = csv.indexOf('\n');
        String header = end < 0 ? csv : csv.substring(0, end);
        return header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
    }

    private void checkHeader(List<String> header) {
        List<FieldError> wrong = new ArrayList<>();
        for (String column : header) {
            if (!columns.contains(column)) {
                wrong.add(FieldError.of(1, column, "is not one of the columns " + String.join(", ", columns)));
            }
        }
        if (!header.contains(needed)) {
            wrong.add(FieldError.of(1, needed, "is missing in the header"));
        }
        if (!wrong.isEmpty()) {
            throw new Problem(400, "The header is not as it should be.", wrong);
        }
    }

    /** One line below the header. */
    public final class Line {

        private final NamedCsvRecord csvRecord;
        private String key = "";

        private Line(NamedCsvRecord csvRecord) {
            this.csvRecord = csvRecord;
        }

        /** Whether the line says something of it, and be it nothing: then it is no oversight. */
        public boolean has(String column) {
            return csvRecord.findField(column).isPresent();
        }

        /** Without surrounding blanks; empty where the column is absent. */
        public Optional<String> text(String column) {
            return csvRecord.findField(column).map(String::strip).filter(field -> !field.isEmpty());
        }

        /** The same; complains and is empty where it is longer than is kept of it. */
        public Optional<String> text(String column, int longest) {
            Optional<String> text = text(column);
            if (text.map(String::length).orElse(0) > longest) {
                wrong(column, PlainText.tooLong(longest));
                return Optional.empty();
            }
            return text;
        }

        private void requirePlainText() {
            for (String column : csvRecord.getHeader()) {
                if (!text(column).map(PlainText::isPlain).orElse(true)) {
                    wrong(column, PlainText.RULE);
                }
            }
        }

        public void wrong(String column, String message) {
            errors.add(FieldError.of(csvRecord.getStartingLineNumber(), column, message));
        }

        /** Tells by what this line is told from the others. */
        public void keyed(String by) {
            key = by;
        }

        private String key() {
            return key.isEmpty() ? "line " + csvRecord.getStartingLineNumber() : key;
        }
    }
}
