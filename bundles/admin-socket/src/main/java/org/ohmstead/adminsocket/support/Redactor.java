package org.ohmstead.adminsocket.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;

/**
 * Takes out of any text what must not leave this machine: what lies in {@code secrets/}, what a line calls a password, key or
 * secret, API tokens, and all but the beginning of every card that is known here.
 */
final class Redactor {

    private static final String HIDDEN = "***";

    /** A shorter one would be found by chance, and is no secret. */
    private static final int SHORTEST_SECRET = 6;

    private static final Pattern NAMED = Pattern.compile(
            "(?im)^(\\s*[\\w.\\-\"]*(?:password|passwd|passphrase|secret|token|apikey|api-key|privatekey|authorizationkey)[\\w.\\-\"]*"
                    + "\\s*[=:]\\s*)(?!\\$\\[)(\\S.*)$");
    /** Anywhere in a line: in an address, a flow of YAML or JSON, an element. References to secrets stay, since they tell none. */
    private static final Pattern WITHIN = Pattern.compile(
            "(?i)(?<![\\[{])((?:password|passwd|passphrase|secret|token|api-?key|privatekey|authorizationkey)[\"']?[ \\t]*[=:>][ \\t]*[\"']?)"
                    + "(?![\"']?(?:\\$\\[|\\{\\{|RAW\\(\\{\\{))[^\\s\"'&<,;}]+");

    private static final Pattern API_TOKEN = Pattern.compile("oh_[A-Za-z0-9_-]{20,}");
    private static final Pattern IN_A_URL = Pattern.compile("(?<=://)[^/\\s:@]+:[^/\\s@]+(?=@)");
    private static final Pattern WORD = Pattern.compile("[\\p{Alnum}*_=:+|@.\\-]{2,255}");

    private final List<String> secrets;
    private final Map<String, String> cards;

    /** Cards that are no single word. */
    private final Map<String, String> odd;

    /** @param cards by their folded value, what stands for each */
    private Redactor(List<String> secrets, Map<String, String> cards) {
        this.secrets = secrets;
        this.cards = cards;
        this.odd = new HashMap<>(cards);
        odd.keySet().removeIf(card -> WORD.matcher(card).matches());
    }

    /** Knows the secrets of this home and the cards of this server, where there is somebody to ask for them. */
    static Redactor of(Path home, Optional<Tokens> tokens) throws IOException {
        Map<String, String> cards = new HashMap<>();
        if (tokens.isPresent()) {
            Optional<String> after = Optional.empty();
            do {
                var page = tokens.get().page("", new Page.Request(after, 1_000));
                page.items().forEach(token -> add(cards, token.idToken()));
                after = page.next();
            } while (after.isPresent());
        }
        return new Redactor(secrets(home.resolve("secrets")), cards);
    }

    private static void add(Map<String, String> cards, IdToken card) {
        cards.put(card.folded(), card.shortened());
    }

    private static List<String> secrets(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    // As Latin-1 nothing is malformed, and a secret in plain text is found all the same.
                    Files.readString(file, StandardCharsets.ISO_8859_1)
                            .lines()
                            .map(String::strip)
                            .filter(line -> line.length() >= SHORTEST_SECRET)
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    String redacted(String text) {
        String left = text;
        for (String secret : secrets) {
            left = left.replace(secret, HIDDEN);
        }
        left = NAMED.matcher(left).replaceAll("$1" + HIDDEN);
        left = WITHIN.matcher(left).replaceAll("$1" + HIDDEN);
        left = API_TOKEN.matcher(left).replaceAll(HIDDEN);
        left = IN_A_URL.matcher(left).replaceAll(HIDDEN);
        for (Map.Entry<String, String> card : odd.entrySet()) {
            left = Pattern.compile(card.getKey(), Pattern.LITERAL | Pattern.CASE_INSENSITIVE)
                    .matcher(left)
                    .replaceAll(Matcher.quoteReplacement(card.getValue()));
        }
        return cards.isEmpty()
                ? left
                : WORD.matcher(left).replaceAll(word -> Matcher.quoteReplacement(shown(word.group())));
    }

    /** A card may stand alone or as a part of a word, as in {@code idTag=04A1B2C3}. */
    private String shown(String word) {
        String whole = cards.get(word.toUpperCase(Locale.ROOT));
        if (whole != null) {
            return whole;
        }
        var left = new StringBuilder();
        for (String part : word.split("(?<=[*_=:+|@.-])|(?=[*_=:+|@.-])")) {
            left.append(cards.getOrDefault(part.toUpperCase(Locale.ROOT), part));
        }
        return left.toString();
    }
}
