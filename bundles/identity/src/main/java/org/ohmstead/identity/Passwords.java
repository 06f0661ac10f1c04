package org.ohmstead.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords of people, as Argon2id in its usual text form: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. The parameters are
 * OWASP's; a hash with other parameters stays valid. At most two are computed at once, so that a flood of sign-ins takes 40 MiB.
 */
final class Passwords {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 200;
    private static final int SALT = 16;
    private static final int HASH = 32;

    private final int memoryKib;
    private final int iterations;
    private final Semaphore atOnce = new Semaphore(2);

    /** Compared with where there is no such user, so that the answer takes as long. */
    private final String nobody;

    Passwords() {
        this(19_456, 2);
    }

    Passwords(int memoryKib, int iterations) {
        this.memoryKib = memoryKib;
        this.iterations = iterations;
        this.nobody = text(memoryKib, iterations, new byte[SALT], new byte[HASH]);
    }

    /** @throws IllegalArgumentException with a sentence for people */
    void check(String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A password has " + SHORTEST + " to " + LONGEST + " characters; a sentence is a good one.");
        }
    }

    String hash(String password) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return text(memoryKib, iterations, salt, argon2id(password, salt, memoryKib, iterations));
    }

    /** @param hash of the user, or empty if there is none: takes as long, and nothing matches */
    boolean matches(String password, Optional<String> hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        String[] parts = hash.orElse(nobody).split("\\$");
        String[] cost = parts[3].split("[,=]");
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        byte[] actual = argon2id(password, salt, Integer.parseInt(cost[1]), Integer.parseInt(cost[3]));
        return MessageDigest.isEqual(expected, actual) && hash.isPresent();
    }

    private byte[] argon2id(String password, byte[] salt, int memory, int passes) {
        atOnce.acquireUninterruptibly();
        try {
            var generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memory)
                    .withIterations(passes)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[HASH];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            atOnce.release();
        }
    }

    private static String text(int memory, int passes, byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memory + ",t=" + passes + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }
}
