package org.ohmstead.rest;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.csms.People.Principal;
import org.ohmstead.api.csms.People.SignedIn;
import org.ohmstead.rest.view.PasswordChange;
import org.ohmstead.rest.view.SessionView;
import org.ohmstead.rest.view.SignIn;

/** Signing in and out. */
final class SessionRoutes {

    private final People people;
    private final Trail trail;

    SessionRoutes(People people, Trail trail) {
        this.people = people;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/v1/session", "Signs in: sets a cookie, or gives a token for the Authorization header")
                        .forEverybody()
                        .takes(SignIn.class)
                        .gives(SessionView.class)
                        .by(this::signIn),
                Route.get("/api/v1/session", "Who is signed in")
                        .gives(SessionView.class)
                        .by(call -> Answer.ok(view(call.caller().principal()))),
                Route.delete("/api/v1/session", "Signs out")
                        .forWhoeverSignedIn()
                        .by(this::signOut),
                Route.put("/api/v1/session/password", "Changes one's own password and ends one's sessions")
                        .forWhoeverSignedIn()
                        .takes(PasswordChange.class)
                        .noContent()
                        .by(this::changePassword));
    }

    /** Browsers send cookies to every port of a host, so that each server on a machine needs a name of its own. */
    static String cookieName(int port) {
        return "ohmstead-session-" + port;
    }

    private Answer signIn(Call call) {
        SignIn signIn = call.body(SignIn.class);
        SignedIn in = people.signIn(signIn.name(), signIn.password(), call.address())
                .orElseThrow(() -> Problem.of(
                        401, "Name or password is wrong. After several failures you have to wait a minute."));
        Principal who = in.principal();
        boolean bearer = signIn.bearer().orElse(false);
        var view = new SessionView(
                who.name(),
                who.role(),
                who.kind(),
                Optional.of(in.expires()),
                bearer ? Optional.of(in.sessionSecret()) : Optional.empty());
        return new Answer.Json(
                200, view, bearer ? Optional.empty() : Optional.of(cookie(call, in.sessionSecret(), -1)));
    }

    private static SessionView view(Principal who) {
        return new SessionView(who.name(), who.role(), who.kind(), Optional.empty(), Optional.empty());
    }

    private Answer signOut(Call call) {
        people.signOut(call.caller().secret());
        return new Answer.Empty(Optional.of(cookie(call, "", 0)));
    }

    /** @param maxAge in seconds; negative for as long as the browser runs */
    private static HttpCookie cookie(Call call, String secret, long maxAge) {
        return HttpCookie.build(cookieName(call.port()), secret)
                .httpOnly(true)
                .secure(call.isSecure())
                .sameSite(HttpCookie.SameSite.STRICT)
                .path("/")
                .maxAge(maxAge)
                .build();
    }

    private Answer changePassword(Call call) {
        Principal who = call.caller().principal();
        if (who.kind() != Principal.Kind.SESSION) {
            throw Problem.of(403, "Only who signed in with a password can change it.");
        }
        PasswordChange change = call.body(PasswordChange.class);
        if (!Problem.unlessRefused(
                () -> people.changePassword(who.name(), change.current(), change.password(), call.address()))) {
            throw Problem.bad("current", "is not your password");
        }
        trail.did(call, "user.change-password", who.name());
        return new Answer.Empty(Optional.of(cookie(call, "", 0)));
    }
}
