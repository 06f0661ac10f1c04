package org.ohmstead.rest.charging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Places in a list for whoever may not know what stands there: what goes on after a card is its number. Under a key that no restart
 * survives; whoever was in the middle of a list then begins anew. Thread-safe.
 */
final class SealedPlaces {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key = new SecretKeySpec(fresh(KEY), "AES");

    private byte[] fresh(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    String seal(String place) {
        byte[] nonce = fresh(NONCE);
        byte[] hidden = crypt(Cipher.ENCRYPT_MODE, nonce, place.getBytes(StandardCharsets.UTF_8));
        byte[] all = ByteBuffer.allocate(NONCE + hidden.length)
                .put(nonce)
                .put(hidden)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** @throws IllegalArgumentException if that was not sealed here */
    String open(String sealed) {
        ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
        if (all.remaining() < NONCE) {
            throw new IllegalArgumentException("Too short to be a place");
        }
        byte[] nonce = new byte[NONCE];
        all.get(nonce);
        byte[] hidden = new byte[all.remaining()];
        all.get(hidden);
        return new String(crypt(Cipher.DECRYPT_MODE, nonce, hidden), StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (AEADBadTagException e) {
            throw new IllegalArgumentException("Not sealed here", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + CIPHER, e);
        }
    }
}
