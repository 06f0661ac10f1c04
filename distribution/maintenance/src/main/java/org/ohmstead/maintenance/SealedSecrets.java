package org.ohmstead.maintenance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The folder {@code secrets} of a home under a passphrase: salt, nonce, then its files as a zip in AES-256-GCM. The key comes from
 * the passphrase by PBKDF2, slowly, since whoever has the backup may try as often as they like.
 */
final class SealedSecrets {

    static final String NAME = "secrets.sealed";

    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;
    private static final int ROUNDS = 600_000;

    private SealedSecrets() {}

    /** @param links those there are in the folder, which are not followed, are added to it */
    static byte[] seal(Path secrets, char[] passphrase, List<Path> links) throws IOException {
        byte[] random = new byte[SALT + NONCE];
        new SecureRandom().nextBytes(random);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, ByteBuffer.wrap(random), passphrase)
                    .doFinal(pack(secrets, links));
            return ByteBuffer.allocate(random.length + sealed.length)
                    .put(random)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM and PBKDF2", e);
        }
    }

    static void unseal(byte[] sealed, char[] passphrase, Path secrets) throws IOException, Refused {
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, bytes, passphrase);
            byte[] rest = new byte[bytes.remaining()];
            bytes.get(rest);
            unpack(cipher.doFinal(rest), secrets);
        } catch (AEADBadTagException e) {
            throw new Refused("that is not the passphrase the secrets of this backup were sealed with.", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM and PBKDF2", e);
        }
    }

    /** Takes salt and nonce from the buffer. */
    private static Cipher cipher(int mode, ByteBuffer bytes, char[] passphrase) throws GeneralSecurityException {
        byte[] salt = new byte[SALT];
        byte[] nonce = new byte[NONCE];
        bytes.get(salt).get(nonce);
        SecretKey key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec(passphrase, salt, ROUNDS, KEY_BITS));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key.getEncoded(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private static byte[] pack(Path secrets, List<Path> links) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            links.addAll(Trees.read(secrets, (name, content) -> {
                zip.putNextEntry(new ZipEntry(name.toString()));
                content.transferTo(zip);
                zip.closeEntry();
            }));
        }
        return packed.toByteArray();
    }

    private static void unpack(byte[] packed, Path secrets) throws IOException {
        Files.createDirectories(secrets);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = secrets.resolve(entry.getName()).normalize();
                if (!file.startsWith(secrets)) {
                    throw new IOException("A secret lies outside of its folder: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }
}
