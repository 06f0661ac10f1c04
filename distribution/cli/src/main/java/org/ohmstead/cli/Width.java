package org.ohmstead.cli;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** How many columns of a terminal a text takes: East Asian letters and pictures take two, marks upon a letter none. */
final class Width {

    private static final Set<UnicodeScript> WIDE = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI);

    private Width() {}

    static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    private static int of(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    /** The widths of Unicode's annex 11, as far as Java knows what they go by. */
    private static boolean isWide(int character) {
        if (character >= 0xFF00 && character <= 0xFFEF) { // the letters made to fit, or not to
            return character <= 0xFF60 || character >= 0xFFE0 && character <= 0xFFE6;
        }
        return Character.isEmojiPresentation(character)
                || character >= 0x3000 && character <= 0x303E // blanks, brackets and stops of those scripts
                || WIDE.contains(UnicodeScript.of(character));
    }
}
