package org.ohmstead.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdTokenTest {

    @Test
    void plainTokensAreFoldedAsTheyAlwaysWere() {
        for (char c = 0; c < 128; c++) {
            String value = "04a" + c + "Z";
            assertThat(IdToken.of(value).folded()).isEqualTo(value.toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void noTokenGrowsWhenItIsFolded() {
        String growing = "\u0390".repeat(254) + "\uFB03";

        assertThat(IdToken.of(growing).folded()).hasSize(255);
    }

    @Test
    void whatIsFoldedTheSameIsEqualAndNothingElse() {
        Map<String, IdToken> byKey = new HashMap<>();
        for (int character = 1; character < 0x20000; character++) {
            IdToken token = IdToken.of(Character.toString(character));
            IdToken upper = IdToken.of(Character.toString(Character.toUpperCase(character)));
            IdToken lower = IdToken.of(Character.toString(Character.toLowerCase(character)));
            IdToken same = byKey.putIfAbsent(token.folded(), token);
            if (same != null && !same.equals(token) || !isSame(token, upper) || !isSame(token, lower)) {
                fail("U+" + Integer.toHexString(character));
            }
        }
    }

    private static boolean isSame(IdToken one, IdToken other) {
        boolean sameKey = one.folded().equals(other.folded()) && one.hashCode() == other.hashCode();
        return sameKey == one.equals(other);
    }
}
