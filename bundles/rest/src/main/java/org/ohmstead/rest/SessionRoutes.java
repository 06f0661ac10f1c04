package org.ohmstead.rest;

import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.csms.People.Principal;
import org.ohmstead.api.csms.People.SignedIn;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;

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
                        .by(call -> Answer.ok(view(call.caller()))),
                Route.delete("/api/v1/session", "Signs out")
                        .forWhoeverSignedIn()
                        .by(this::signOut),
                Route.put("/api/v1/session/password", "Changes one's own password and ends one's sessions")
                        .forWhoeverSignedIn()
                        .takes(PasswordChange.class)
                        .noContent()
                        .by(this::changePassword));
    }

    /** Every call is one over HTTP; only here that matters. */
    private static HttpCall http(Call call) {
        return (HttpCall) call;
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
        if (!bearer) {
            http(call).remember(in.sessionSecret());
        }
        call.noted();
        return Answer.ok(view);
    }

    private static SessionView view(Principal who) {
        return new SessionView(who.name(), who.role(), who.kind(), Optional.empty(), Optional.empty());
    }

    private Answer signOut(Call call) {
        people.signOut(http(call).secret());
        http(call).forget();
        call.noted();
        return Answer.empty();
    }

    private Answer changePassword(Call call) {
        Principal who = call.caller();
        if (who.kind() != Principal.Kind.SESSION) {
            throw Problem.of(403, "Only who signed in with a password can change it.");
        }
        PasswordChange change = call.body(PasswordChange.class);
        if (!Problem.unlessRefused(
                () -> people.changePassword(who.name(), change.current(), change.password(), call.address()))) {
            throw Problem.bad("current", "is not your password");
        }
        trail.did(call, "user.change-password", who.name());
        http(call).forget();
        return Answer.empty();
    }
}
