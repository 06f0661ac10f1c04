package org.ohmstead.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The stations and cards of the demo. The file with the stations' keys exists once the server knows them. */
record Fleet(Map<String, String> keys, Path credentials) {

    static final List<String> CARDS = List.of("DEMO0001", "DEMO0002", "DEMO0003", "DEMO0004", "DEMO0005", "DEMO0006");

    private static final int KEY_BYTES = 20;

    /** Stations called as the simulator calls them, with fresh keys. */
    static Fleet of(int stations, Path credentials) {
        var random = new SecureRandom();
        Map<String, String> keys = new LinkedHashMap<>();
        for (int number = 1; number <= stations; number++) {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            keys.put(
                    "DEMO-%03d".formatted(number),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(key));
        }
        return new Fleet(keys, credentials);
    }

    boolean isEnrolled() {
        return Files.exists(credentials);
    }

    String stationsAsCsv() {
        return keys.entrySet().stream()
                .map(station -> station.getKey() + ",,Demo," + station.getValue() + "\n")
                .collect(Collectors.joining("", "id,site,label,password\n", ""));
    }

    String cardsAsCsv() {
        return CARDS.stream()
                .map(card -> card + ",,Demo card,false,,\n")
                .collect(Collectors.joining("", "value,type,label,blocked,expires,group\n", ""));
    }

    /** Keeps the keys for the simulator and for the next start, whole or not at all. */
    void keep() throws IOException {
        String lines = keys.entrySet().stream()
                .map(station -> station.getKey() + "," + station.getValue() + "\n")
                .collect(Collectors.joining());
        Path fresh = Files.createTempFile(
                credentials.getParent(),
                "demo",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, lines);
        Files.move(fresh, credentials, StandardCopyOption.ATOMIC_MOVE);
    }
}
