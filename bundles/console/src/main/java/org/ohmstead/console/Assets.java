package org.ohmstead.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.Bundle;

/**
 * The console's files, held in memory under their path below {@code web/}. What lies in {@code public/} may be seen by
 * anybody, everything else by people who signed in.
 */
final class Assets {

    private static final String FOLDER = "web/";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, byte[]> files;
    private final String release;

    /** @param files contents by path, for example {@code app/app.js} */
    Assets(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
        this.release = fingerprint(this.files);
    }

    static Assets of(Bundle bundle) {
        Map<String, byte[]> files = new TreeMap<>();
        for (URL url : Collections.list(bundle.findEntries(FOLDER, "*", true))) {
            String path = url.getPath().substring(url.getPath().indexOf(FOLDER) + FOLDER.length());
            if (!path.endsWith("/")) {
                files.put(path, read(url));
            }
        }
        return new Assets(files);
    }

    /** Changes whenever any file changes, so that addresses which contain it may be cached for ever. */
    String release() {
        return release;
    }

    Optional<byte[]> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    String text(String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    /** The script files a signed-in page is made of, in the order of their paths. */
    List<String> modules() {
        return files.keySet().stream()
                .filter(path -> path.endsWith(".js") && !isPublic(path))
                .toList();
    }

    static boolean isPublic(String path) {
        return path.startsWith("public/");
    }

    static String type(String path) {
        return TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/plain;charset=utf-8");
    }

    static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    private static String fingerprint(Map<String, byte[]> files) {
        MessageDigest digest = sha256();
        files.forEach((path, bytes) -> {
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static byte[] read(URL url) {
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The console bundle cannot be read: " + url, e);
        }
    }
}
