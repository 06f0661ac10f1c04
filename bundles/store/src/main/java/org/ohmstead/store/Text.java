package org.ohmstead.store;

/** How much of a station's free text is kept. The standards allow 255 characters at most; the wire log has it all. */
public final class Text {

    /** What fits into a text column for words of stations and people. */
    public static final int MOST = 500;

    private Text() {}

    /** At most {@link #MOST} characters: what is longer would not fit its column and must not make the report fail. */
    public static String limited(String text) {
        return limited(text, MOST);
    }

    public static String limited(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
