package org.ohmstead.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CfgTextTest {

    private static final String TEXT = """
            # Where people come in.

            # port = 9000
            host=here \\
              and there
            openAtNight: true
            guests =
            """;

    private static Map<String, String> values(CfgText text) {
        Map<String, String> values = new HashMap<>();
        text.entries().forEach(entry -> values.put(entry.key(), entry.value()));
        return values;
    }

    @Test
    void everyKeyKnowsItsLine() throws IOException {
        CfgText text = CfgText.parse(TEXT);

        assertThat(text.entries())
                .containsExactly(
                        new CfgText.Entry(4, 2, "host", "here and there"),
                        new CfgText.Entry(6, 1, "openAtNight", "true"),
                        new CfgText.Entry(7, 1, "guests", ""));
        assertThat(text).hasToString(TEXT);
    }

    @Test
    void whatSomeEditorsPutBeforeTheFirstLineIsNoPartOfTheFirstKey() throws IOException {
        CfgText text = CfgText.parse("\uFEFFheartbeatSeconds = 60\n".getBytes(StandardCharsets.UTF_8));

        assertThat(values(text)).containsExactly(Map.entry("heartbeatSeconds", "60"));
    }

    @Test
    void whatIsNotWrittenInUtf8IsNamedWithItsLine() {
        assertThatThrownBy(() -> CfgText.parse("a = 1\nb = 2\nname = Müller\n".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("is not written in UTF-8; see line 3");
    }

    @Test
    void aChangeLeavesTheRestAsItWas() throws IOException {
        CfgText text = CfgText.parse(TEXT)
                .with("port", "1")
                .with("host", "C:\\here")
                .with("openAtNight", "false")
                .with("guests", "anna=1")
                .with("factor", "2");

        assertThat(text).hasToString("""
                # Where people come in.

                # port = 9000
                port = 1
                host=C:\\\\here
                openAtNight: false
                guests = anna=1
                factor = 2
                """);
        assertThat(values(text)).containsEntry("host", "C:\\here");
        assertThat(text.without("host").without("port").without("factor").toString())
                .isEqualTo("# Where people come in.\n\n# port = 9000\nopenAtNight: false\nguests = anna=1\n");
    }

    @Test
    void theEndsOfLinesStayAsTheyWere() throws IOException {
        assertThat(CfgText.parse("a = 1\r\nb = 2").with("a", "3").with("c", "4"))
                .hasToString("a = 3\r\nb = 2\r\nc = 4");
        assertThat(CfgText.parse("").with("a", "1")).hasToString("a = 1\n");
    }

    @Test
    void ofAKeyWrittenTwiceTheLastIsChangedAndBothGo() throws IOException {
        CfgText twice = CfgText.parse("a = 1\na = 2\n");

        assertThat(values(twice.with("a", "3"))).containsEntry("a", "3");
        assertThat(twice.without("a")).hasToString("");
    }

    @Test
    void secretsAreMaskedWhereverTheyStand() throws IOException {
        CfgText text = CfgText.parse("""
                code = first
                code=se\\
                  same
                # code = old one
                #code: $[secret:door]
                port = 1
                """);

        assertThat(text.masked("code"::equals)).hasToString("""
                code = ***
                code=***
                # code = ***
                #code: $[secret:door]
                port = 1
                """);
        for (String telling : List.of("$[secret:a;default=sesame]", "x$[secret:a]", "$[env:A] sesame")) {
            assertThat(CfgText.isInTheClear(telling)).as(telling).isTrue();
        }
        for (String hiding : List.of("$[secret:a]", "$[env:A]", "", " ")) {
            assertThat(CfgText.isInTheClear(hiding)).as(hiding).isFalse();
        }
    }

    @Test
    void whatIsNoTextIsSaidWithItsLine() {
        assertThatThrownBy(() -> CfgText.parse("a = 1\nb = \\uzzzz"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> CfgText.parse(new byte[] {(byte) 0xC3, (byte) 0x28}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("UTF-8");
    }

    /** Whatever is written, it is read as {@link Properties} reads it, and a value that was set is read again as it was set. */
    @Test
    void anyTextIsReadAsPropertiesAre() throws IOException {
        var random = new Random(4);
        String letters = "ab=: \t\\#!\n\r.k\u00e9";
        for (int round = 0; round < 20_000; round++) {
            var any = new StringBuilder();
            for (int i = random.nextInt(25); i > 0; i--) {
                any.append(letters.charAt(random.nextInt(letters.length())));
            }
            // What a line of nothing but a backslash means to Properties depends on what follows; nobody writes one.
            String text = any.toString().replaceAll("(?m)^[ \\t]*\\\\[ \\t]*$", "");
            CfgText read = CfgText.parse(text.getBytes(StandardCharsets.UTF_8));
            var expected = new Properties();
            expected.load(new StringReader(text));
            Map<String, String> stripped = new HashMap<>();
            expected.forEach((key, value) -> stripped.put((String) key, ((String) value).strip()));
            assertThat(values(read)).as(text).isEqualTo(stripped);

            String value = text.strip();
            Map<String, String> changed = values(read.with("key", value));
            assertThat(changed).as(text).containsEntry("key", value);
            changed.remove("key");
            stripped.remove("key");
            assertThat(changed).as(text).isEqualTo(stripped);
        }
    }
}
