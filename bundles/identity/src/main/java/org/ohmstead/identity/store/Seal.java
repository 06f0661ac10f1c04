package org.ohmstead.identity.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.Audit;

/**
 * What an entry of the audit trail is sealed with: SHA-256 over the seal before and the entry's words, each with its length so
 * that nothing can be moved from one into the next. Never changed: old trails must stay verifiable.
 */
public final class Seal {

    /** What stands before the first entry. */
    public static final String NONE = "";

    private static final String ABSENT = "-";

    private Seal() {}

    /** The number is left out, since the database hands it out; the order is what the seal before attests. */
    public static String of(String before, Audit.Entry entry) {
        var text = new StringBuilder();
        List.of(
                        Optional.of(before),
                        Optional.of(entry.at().truncatedTo(ChronoUnit.MICROS).toString()),
                        Optional.of(entry.who()),
                        Optional.of(entry.action()),
                        Optional.of(entry.subject()),
                        entry.before(),
                        entry.after())
                .forEach(word ->
                        text.append(word.map(said -> said.length() + ":" + said).orElse(ABSENT)));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
