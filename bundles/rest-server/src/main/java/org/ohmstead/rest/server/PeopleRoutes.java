package org.ohmstead.rest.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.csms.People.User;
import org.ohmstead.api.model.Page;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Items;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.server.view.ApiTokenView;
import org.ohmstead.rest.server.view.AuditVerdict;
import org.ohmstead.rest.server.view.AuditView;
import org.ohmstead.rest.server.view.NewApiToken;
import org.ohmstead.rest.server.view.NewUser;
import org.ohmstead.rest.server.view.UserChange;
import org.ohmstead.rest.server.view.UserView;

/** Users, API tokens and the audit trail; for administrators. What is changed here is changed by people, never by an API token. */
final class PeopleRoutes {

    private final People people;
    private final Audit audit;
    private final Trail trail;

    PeopleRoutes(People people, Audit audit, Trail trail) {
        this.people = people;
        this.audit = audit;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/users", "Who may sign in")
                        .forAdministrators()
                        .givesList(UserView.class)
                        .by(call -> Answer.items(
                                people.users().stream().map(UserView::of).toList())),
                Route.post("/api/v1/users", "Adds a user")
                        .forAdministrators()
                        .takes(NewUser.class)
                        .gives(UserView.class)
                        .created()
                        .by(this::createUser),
                Route.patch("/api/v1/users/{name}", "Changes a user and ends the user's sessions")
                        .forAdministrators()
                        .takes(UserChange.class)
                        .gives(UserView.class)
                        .by(this::changeUser),
                Route.delete("/api/v1/users/{name}", "Removes a user and the tokens for scripts it made")
                        .forAdministrators()
                        .by(this::removeUser),
                Route.get("/api/v1/api-tokens", "Tokens for scripts")
                        .forAdministrators()
                        .givesList(ApiTokenView.class)
                        .by(call -> Answer.items(people.apiTokens().stream()
                                .map(ApiTokenView::of)
                                .toList())),
                Route.post("/api/v1/api-tokens", "Makes a token for scripts; its secret is shown once")
                        .forAdministrators()
                        .takes(NewApiToken.class)
                        .gives(ApiTokenView.class)
                        .created()
                        .by(this::createApiToken),
                Route.delete("/api/v1/api-tokens/{name}", "Revokes a token for scripts")
                        .forAdministrators()
                        .by(this::revokeApiToken),
                Route.get("/api/v1/audit", "Who changed what, newest first")
                        .forAdministrators()
                        .paged()
                        .givesList(AuditView.class)
                        .by(this::audit),
                Route.get("/api/v1/audit/verification", "Whether the trail is whole: every seal is computed anew")
                        .forAdministrators()
                        .query("seal", "one that was noted earlier, to see whether the trail still has it")
                        .gives(AuditVerdict.class)
                        .by(call -> Answer.ok(AuditVerdict.of(audit.verify(call.query("seal"))))));
    }

    private User find(String name) {
        return people.users().stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no user of that name."));
    }

    private Answer createUser(Call call) {
        call.requirePerson();
        NewUser wanted = call.body(NewUser.class);
        if (people.users().stream().anyMatch(user -> user.name().equals(wanted.name()))) {
            throw Problem.conflict("There is a user of that name already.");
        }
        User user = Problem.unlessRefused(() -> people.createUser(wanted.name(), wanted.password(), wanted.role()));
        trail.did(call, "user.create", user.name(), user.role().name());
        return Answer.created(UserView.of(user));
    }

    private Answer changeUser(Call call) {
        call.requirePerson();
        UserChange change = call.body(UserChange.class);
        User before = find(call.parameter("name"));
        // Without a password there is one reason left to refuse: the last administrator.
        int refused = change.password().isPresent() ? 400 : 409;
        User after = Problem.unlessRefused(
                        refused, () -> people.changeUser(before.name(), change.password(), change.role()))
                .orElseThrow(() -> Problem.notFound("There is no user of that name."));
        trail.changed(
                call,
                change.password().isPresent() ? "user.change-with-password" : "user.change",
                after.name(),
                Optional.of(before.role().name()),
                Optional.of(after.role().name()));
        return Answer.ok(UserView.of(after));
    }

    private Answer removeUser(Call call) {
        call.requirePerson();
        User user = find(call.parameter("name"));
        List<People.ApiToken> tokens = people.apiTokens().stream()
                .filter(token -> token.maker().equals(Optional.of(user.name())))
                .toList();
        Problem.unlessRefused(409, () -> people.removeUser(user.name()));
        trail.changed(call, "user.remove", user.name(), Optional.of(user.role().name()), Optional.empty());
        tokens.forEach(token -> trail.did(call, "api-token.revoke", token.name()));
        return Answer.empty();
    }

    private Answer createApiToken(Call call) {
        call.requirePerson();
        NewApiToken wanted = call.body(NewApiToken.class);
        if (wanted.validDays().filter(days -> days < 1 || days > 3650).isPresent()) {
            throw Problem.bad("validDays", "is a number from 1 to 3650");
        }
        if (people.apiTokens().stream().anyMatch(token -> token.name().equals(wanted.name()))) {
            throw Problem.conflict("There is an API token of that name already.");
        }
        People.NewApiToken fresh = Problem.unlessRefused(() -> people.createApiToken(
                call.who(), wanted.name(), wanted.role(), wanted.validDays().map(Duration::ofDays)));
        trail.didForOnce(call, "api-token.create", wanted.name(), wanted.role().name());
        return Answer.created(ApiTokenView.of(fresh));
    }

    private Answer revokeApiToken(Call call) {
        call.requirePerson();
        String name = call.parameter("name");
        if (!people.revokeApiToken(name)) {
            throw Problem.notFound("There is no API token of that name.");
        }
        trail.did(call, "api-token.revoke", name);
        return Answer.empty();
    }

    private Answer audit(Call call) {
        Page<Audit.Entry> page = Problem.page(() -> audit.page(call.page()));
        return Answer.ok(new Items<>(page.items().stream().map(AuditView::of).toList(), page.next()));
    }
}
