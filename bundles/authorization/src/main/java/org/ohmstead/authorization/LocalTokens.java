package org.ohmstead.authorization;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Token;

/** The tokens of this server in memory, by the value in which they are compared. Reads are thread-safe and never wait. */
final class LocalTokens {

    private static final String BETWEEN = "\n"; // cannot be part of a type

    /** Few values have more than one type. */
    private final ConcurrentNavigableMap<String, List<Token>> byValue = new ConcurrentSkipListMap<>();

    void put(Token token) {
        byValue.merge(token.idToken().folded(), List.of(token), LocalTokens::replaced);
    }

    void remove(IdToken idToken) {
        byValue.computeIfPresent(idToken.folded(), (value, tokens) -> {
            List<Token> left = without(tokens, idToken);
            return left.isEmpty() ? null : left;
        });
    }

    /**
     * The token of that value and type. A station that tells no types means the token of that value whatever its type; a token
     * registered without type is meant whatever the station calls it.
     */
    Optional<Token> find(IdToken asked) {
        List<Token> candidates = byValue.getOrDefault(asked.folded(), List.of());
        Optional<Token> exact = first(candidates, asked.type());
        if (exact.isPresent() || candidates.isEmpty()) {
            return exact;
        }
        return untyped(asked) ? Optional.of(candidates.getFirst()) : first(candidates, IdToken.UNTYPED);
    }

    /**
     * By value, then type.
     *
     * @throws IllegalArgumentException if no part ever ended where this one is to begin
     */
    Page<Token> page(String search, Page.Request request) {
        String wanted = search.toUpperCase(Locale.ROOT);
        String after = request.after().map(LocalTokens::checked).orElse("");
        List<Token> items = new ArrayList<>();
        for (Map.Entry<String, List<Token>> entry :
                byValue.tailMap(after.lines().findFirst().orElse(""), true).entrySet()) {
            for (Token token : entry.getValue()) {
                if (cursor(token).compareTo(after) <= 0 || !matches(token, wanted)) {
                    continue;
                }
                if (items.size() == request.limit()) {
                    return new Page<>(items, Optional.of(cursor(items.getLast())));
                }
                items.add(token);
            }
        }
        return new Page<>(items, Optional.empty());
    }

    static boolean same(IdToken one, IdToken other) {
        return one.folded().equals(other.folded())
                && (untyped(one) || untyped(other) || one.type().equalsIgnoreCase(other.type()));
    }

    private static boolean untyped(IdToken token) {
        return token.type().isEmpty();
    }

    private static Optional<Token> first(List<Token> candidates, String type) {
        for (Token candidate : candidates) {
            if (candidate.idToken().type().equalsIgnoreCase(type)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static List<Token> replaced(List<Token> tokens, List<Token> fresh) {
        List<Token> all = new ArrayList<>(without(tokens, fresh.getFirst().idToken()));
        all.addAll(fresh);
        all.sort(Comparator.comparing(LocalTokens::cursor));
        return List.copyOf(all);
    }

    private static List<Token> without(List<Token> tokens, IdToken idToken) {
        return tokens.stream()
                .filter(token -> !token.idToken().type().equalsIgnoreCase(idToken.type()))
                .toList();
    }

    private static String cursor(Token token) {
        return token.idToken().folded() + BETWEEN + token.idToken().type().toUpperCase(Locale.ROOT);
    }

    private static String checked(String cursor) {
        int between = cursor.indexOf(BETWEEN);
        if (between <= 0 || !cursor.equals(cursor.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("No part ends there");
        }
        return cursor;
    }

    private static boolean matches(Token token, String wanted) {
        return token.idToken().folded().contains(wanted)
                || token.label().toUpperCase(Locale.ROOT).contains(wanted)
                || token.group()
                        .map(group -> group.toUpperCase(Locale.ROOT).contains(wanted))
                        .orElse(false);
    }
}
