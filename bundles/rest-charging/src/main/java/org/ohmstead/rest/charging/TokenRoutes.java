package org.ohmstead.rest.charging;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.Token;
import org.ohmstead.rest.charging.view.Imported;
import org.ohmstead.rest.charging.view.NewToken;
import org.ohmstead.rest.charging.view.TokenContent;
import org.ohmstead.rest.charging.view.TokenView;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Items;
import org.ohmstead.rest.resource.PlainText;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;

/**
 * Cards and other tokens; the only routes that tell their values in full, and that only to whoever may change them: with a number
 * one can charge.
 */
final class TokenRoutes {

    private static final String ITS_TYPE = "its type; left out or empty for the one without a type";

    /** As {@link IdToken#shortened} and everything that shows it writes a value. */
    private static final Pattern SHORTENED = Pattern.compile("(.{4})?\\*\\*\\*");

    static final String SHORT = "is shortened; the number is needed in full";

    static final String NO_PATH_STEP = "is not . or .., which no URL can name";

    private final Tokens tokens;
    private final Stations stations;
    private final Trail trail;
    private final SealedPlaces places = new SealedPlaces();

    TokenRoutes(Tokens tokens, Stations stations, Trail trail) {
        this.tokens = tokens;
        this.stations = stations;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/tokens", "Tokens")
                        .query("search", "part of value, label or group")
                        .paged()
                        .givesList(TokenView.class)
                        .by(this::page),
                Route.post("/api/v1/tokens", "Adds a token")
                        .takes(NewToken.class)
                        .gives(TokenView.class)
                        .created()
                        .by(this::add),
                Route.post(
                                "/api/v1/tokens/import",
                                "Adds or replaces tokens from CSV: value,type,label,blocked,expires,group,maxConcurrent; none if a line is wrong")
                        .takes(Route.Csv.class)
                        .gives(Imported.class)
                        .by(this::importCsv),
                Route.get("/api/v1/tokens/{value}", "One token")
                        .query("type", ITS_TYPE)
                        .gives(TokenView.class)
                        .by(this::one),
                Route.put("/api/v1/tokens/{value}", "Adds or replaces a token")
                        .query("type", ITS_TYPE)
                        .takes(TokenContent.class)
                        .gives(TokenView.class)
                        .by(this::put),
                Route.delete("/api/v1/tokens/{value}", "Forgets a token; its transactions stay")
                        .query("type", ITS_TYPE)
                        .by(this::remove));
    }

    /** Whether a URL could never name such a token: every client takes these for steps through folders. */
    static boolean isPathStep(String value) {
        return value.equals(".") || value.equals("..");
    }

    /** Whether a value is what is left of one: a card of that number would be nobody's. */
    static boolean isShortened(String value) {
        return SHORTENED.matcher(value).matches();
    }

    private TokenView view(Call call, Token token) {
        TokenView view = TokenView.of(token, tokens.verdict(token).status());
        return call.seesNumbers() ? view : view.withValue(token.idToken().shortened());
    }

    /** Who may not see numbers is refused whether there is one or not, or one could guess until one is there. */
    private Answer one(Call call) {
        if (!call.seesNumbers()) {
            throw Problem.of(
                    403,
                    "Your role is read only: it sees cards with their numbers shortened, and may neither look one up by"
                            + " its number nor change it.");
        }
        return Answer.ok(view(call, find(named(call))));
    }

    private static IdToken named(Call call) {
        return Call.idToken("value", call.parameter("value"), call.query("type"));
    }

    private Token find(IdToken idToken) {
        return exactly(idToken)
                .orElseThrow(() -> isShortened(idToken.value())
                        ? Problem.notFound("That is what is shown of a token; its value is needed in full.")
                        : Problem.notFound("There is no such token."));
    }

    /** The one of that value and type. Stations may mean another type by the same value; people who change tokens do not. */
    private Optional<Token> exactly(IdToken idToken) {
        return tokens.find(idToken).filter(token -> token.idToken().equals(idToken));
    }

    private Answer page(Call call) {
        String search = call.query("search").orElse("");
        Page<TokenView> page =
                Problem.page(() -> call.seesNumbers() ? pageInFull(call, search) : pageOfShortened(call, search));
        return Answer.ok(new Items<>(page.items(), page.next()));
    }

    private Page<TokenView> pageInFull(Call call, String search) {
        Page<Token> page = tokens.page(search, call.page());
        return new Page<>(page.items().stream().map(token -> view(call, token)).toList(), page.next());
    }

    /** What the core goes on by is the number of the last card, so that it is sealed. */
    private Page<TokenView> pageOfShortened(Call call, String search) {
        List<TokenView> found = new ArrayList<>();
        Optional<String> next = call.query("after").map(places::open);
        do {
            Page<Token> part = tokens.page(search, new Page.Request(next, call.limit() - found.size()));
            part.items().stream()
                    .filter(token -> isSeenIn(token, search))
                    .map(token -> view(call, token))
                    .forEach(found::add);
            next = part.next();
        } while (next.isPresent() && found.size() < call.limit());
        return new Page<>(found, next.map(places::seal));
    }

    /** Else whoever sees no numbers could find one out, digit by digit. */
    private static boolean isSeenIn(Token token, String search) {
        return Stream.of(
                        token.idToken().shortened(),
                        token.label(),
                        token.group().orElse(""))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT)));
    }

    private static void refuseShortened(String value) {
        if (isShortened(value)) {
            throw Problem.bad("value", SHORT);
        }
    }

    private Answer add(Call call) {
        NewToken wanted = call.body(NewToken.class);
        IdToken idToken = Call.idToken("value", wanted.value(), wanted.type());
        if (isPathStep(wanted.value())) {
            throw Problem.bad("value", NO_PATH_STEP);
        }
        refuseShortened(wanted.value());
        if (exactly(idToken).isPresent()) {
            throw Problem.conflict("There is such a token already.");
        }
        var token = new Token(
                idToken,
                PlainText.check("label", wanted.label(), Token.LONGEST_LABEL).orElse(""),
                wanted.blocked().orElse(false),
                expiry(wanted.expires()),
                PlainText.check("group", wanted.group(), Token.LONGEST_GROUP),
                atOnce(wanted.maxConcurrent()));
        store(call, token, Optional.empty());
        return Answer.created(view(call, token));
    }

    /** Milliseconds taken for seconds would be a card that never expires. */
    private static Optional<Instant> expiry(Optional<Instant> expires) {
        if (expires.filter(at -> at.isAfter(TokenCsv.LATEST_EXPIRY)).isPresent()) {
            throw Problem.bad("expires", "is before the year 10000");
        }
        return expires;
    }

    private Answer put(Call call) {
        TokenContent content = call.body(TokenContent.class);
        IdToken idToken = named(call);
        refuseShortened(idToken.value());
        var token = new Token(
                idToken,
                PlainText.check("label", content.label(), Token.LONGEST_LABEL).orElse(""),
                content.blocked().orElse(false),
                expiry(content.expires()),
                PlainText.check("group", content.group(), Token.LONGEST_GROUP),
                atOnce(content.maxConcurrent()));
        store(call, token, exactly(idToken));
        return Answer.ok(view(call, token));
    }

    private void store(Call call, Token token, Optional<Token> before) {
        Problem.unlessRefused(() -> {
            tokens.put(List.of(token));
            return token;
        });
        trail.changed(
                call,
                "token.put",
                token.idToken().shortened(),
                before.map(TokenRoutes::text),
                Optional.of(text(token)));
    }

    /** A limit as people may write it. */
    static Optional<Integer> atOnce(Optional<Integer> maxConcurrent) {
        if (maxConcurrent.filter(most -> most < 0).isPresent()) {
            throw Problem.bad("maxConcurrent", "is 0 for any number, or how many at once");
        }
        return maxConcurrent;
    }

    private static String text(Token token) {
        return "\"" + token.label() + "\"" + (token.blocked() ? ", blocked" : "")
                + token.expires().map(at -> ", expires " + at).orElse("")
                + token.group().map(group -> ", group " + group).orElse("")
                + token.maxConcurrent().map(most -> ", at once: " + most).orElse("");
    }

    private Answer importCsv(Call call) {
        Map<IdToken, Token> before = new HashMap<>();
        List<Token> read = new TokenCsv(zone(), idToken -> {
                    Optional<Token> stored = exactly(idToken);
                    stored.ifPresent(token -> before.put(idToken, token));
                    return stored;
                })
                .read(call.csv());
        Problem.unlessRefused(() -> {
            tokens.put(read);
            return read;
        });
        trail.did(call, "token.import", "tokens", told(read, before));
        return Answer.ok(Imported.of(read));
    }

    private static String told(List<Token> read, Map<IdToken, Token> before) {
        List<String> changed = read.stream()
                .filter(token -> before.containsKey(token.idToken()))
                .filter(token -> !text(before.get(token.idToken())).equals(text(token)))
                .map(token -> token.idToken().shortened() + " " + text(before.get(token.idToken())) + " is now "
                        + text(token))
                .toList();
        List<String> fresh = read.stream()
                .filter(token -> !before.containsKey(token.idToken()))
                .map(token -> token.idToken().shortened() + " " + text(token))
                .toList();
        return read.size() + " tokens; " + changed.size() + " changed" + Trail.first(changed) + "; " + fresh.size()
                + " new" + Trail.first(fresh);
    }

    private ZoneId zone() {
        return stations.locations().stream()
                .filter(location -> location.id().equals(SiteId.DEFAULT))
                .map(Location::zone)
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }

    private Answer remove(Call call) {
        Token token = find(named(call));
        tokens.remove(token.idToken());
        trail.changed(call, "token.remove", token.idToken().shortened(), Optional.of(text(token)), Optional.empty());
        return Answer.empty();
    }
}
