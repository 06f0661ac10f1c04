package org.ohmstead.stations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.ohmstead.api.csms.FaultCodes;
import org.ohmstead.api.model.FaultCode;
import org.ohmstead.api.model.FaultCode.Severity;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StatusReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The codes that were shipped, and the files of the operator, which count before them. */
@Component(service = FaultCodes.class)
public final class FaultDictionary implements FaultCodes {

    private static final int PARTS = 4;
    private static final String OTHER = "OtherError";

    private final Map<String, FaultCode> shipped;
    private final List<FaultFile> files = new CopyOnWriteArrayList<>();

    @Activate
    public FaultDictionary() {
        try (var in = new BufferedReader(new InputStreamReader(
                FaultDictionary.class.getResourceAsStream("fault-codes.txt"), StandardCharsets.UTF_8))) {
            shipped = read(in.lines().filter(line -> !line.startsWith("#")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads {@code code | severity | cause | remedy}, by folded code.
     *
     * @throws IllegalArgumentException with a sentence for people
     */
    static Map<String, FaultCode> read(List<String> lines) {
        Map<String, FaultCode> codes = new HashMap<>();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            String[] parts = line.split("\\|", -1);
            if (parts.length != PARTS || Arrays.stream(parts).anyMatch(String::isBlank)) {
                throw new IllegalArgumentException(
                        "\"" + line.strip() + "\" is not of the form code | severity | cause | remedy");
            }
            String code = parts[0].strip();
            codes.put(
                    folded(code), new FaultCode(code, severity(parts[1].strip()), parts[2].strip(), parts[3].strip()));
        }
        return Map.copyOf(codes);
    }

    private static Severity severity(String word) {
        try {
            return Severity.valueOf(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is not one of " + Arrays.toString(Severity.values()), e);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFile(FaultFile file) {
        files.add(file);
    }

    public void removeFile(FaultFile file) {
        files.remove(file);
    }

    /**
     * Several faults at once come with commas between their codes. OtherError only points to the vendor's own code (OCPP 1.6
     * §7.6), so it says nothing where that is known.
     */
    @Override
    public List<FaultCode> explain(Optional<Hardware> hardware, StatusReport report) {
        Stream<String> vendors = report.vendorErrorCode().stream().flatMap(codes -> Arrays.stream(codes.split(",")));
        List<FaultCode> known = Stream.concat(vendors, report.errorCode().stream())
                .flatMap(code -> find(folded(code.strip()), hardware).stream())
                .distinct()
                .toList();
        return known.size() == 1
                ? known
                : known.stream().filter(fault -> !fault.code().equals(OTHER)).toList();
    }

    private Optional<FaultCode> find(String code, Optional<Hardware> hardware) {
        return files.stream()
                .sorted(FaultFile.MOST_PRECISE)
                .flatMap(file -> file.find(code, hardware).stream())
                .findFirst()
                .or(() -> Optional.ofNullable(shipped.get(code)));
    }

    private static String folded(String code) {
        return code.toLowerCase(Locale.ROOT);
    }
}
