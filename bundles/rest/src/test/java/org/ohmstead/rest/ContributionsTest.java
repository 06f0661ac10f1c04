package org.ohmstead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Resource;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;

/** Resources that come and go, of whomever: what holds for every route holds for theirs. */
class ContributionsTest extends HttpHouse {

    private static final String CARWASH = "/api/v1/carwash";
    private static final Map<String, Object> PLUGIN = Map.of("service.bundleid", 99L);

    record Wash(int minutes) {}

    private Resource come(Route... routes) {
        Resource resource = () -> List.of(routes);
        rest.came(resource, PLUGIN);
        return resource;
    }

    private static Route wash(Route.Work work) {
        return Route.post(CARWASH, "Washes").takes(Wash.class).by(work);
    }

    private static Route brushes() {
        return Route.get(CARWASH, "How many brushes there are")
                .gives(Session.class)
                .by(call -> Answer.ok(new Session(3)));
    }

    @Test
    void itsRoutesAreThereAndDescribedFromWhenItComesUntilItGoes() {
        assertThat(get(CARWASH).status()).isEqualTo(404);

        Resource resource = come(brushes());
        assertThat(get(CARWASH).json().get("brushes").asInt()).isEqualTo(3);
        assertThat(get("/api/v1/openapi.json").json().get("paths").has(CARWASH)).isTrue();

        rest.gone(resource);
        assertThat(get(CARWASH).status()).isEqualTo(404);
        assertThat(get("/api/v1/openapi.json").json().get("paths").has(CARWASH)).isFalse();
        assertThat(get("/api/v1/session").status()).isEqualTo(200);
    }

    @Test
    void whatIsUnderWayIsFinishedThoughItsResourceGoes() throws Exception {
        var asked = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        Resource resource = come(Route.get(CARWASH, "Takes its time").by(call -> {
            asked.countDown();
            awaited(gone);
            return Answer.ok(new Session(4));
        }));
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                request(CARWASH).header("Authorization", "Bearer " + OPERATOR).build(), BodyHandlers.ofString());
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        rest.gone(resource);
        assertThat(get(CARWASH).status()).isEqualTo(404);
        gone.countDown();

        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("{\"brushes\":4}");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyGetsToItUnlessLetIn() {
        List<String> washed = new ArrayList<>();
        come(
                brushes(),
                wash(call -> {
                    washed.add(call.who());
                    return Answer.empty();
                }),
                Route.delete(CARWASH, "Closes it").forAdministrators().by(call -> {
                    washed.add(call.who());
                    return Answer.empty();
                }));

        assertThat(send(request(CARWASH)).status()).isEqualTo(401);
        assertThat(as("nobody", "POST", CARWASH, Optional.of("{}")).status()).isEqualTo(401);
        assertThat(as(READ_ONLY, "GET", CARWASH, Optional.empty()).status()).isEqualTo(200);
        assertThat(as(READ_ONLY, "POST", CARWASH, Optional.of("{}")).status()).isEqualTo(403);
        assertThat(as(OPERATOR, "DELETE", CARWASH, Optional.empty()).status()).isEqualTo(403);
        String cookie = "ohmstead-session-" + port() + "=" + ADMIN;
        assertThat(send(request(CARWASH).header("Cookie", cookie).DELETE()).status())
                .as("a foreign page sends the cookie, but not the header")
                .isEqualTo(403);
        assertThat(washed).isEmpty();
    }

    @Test
    void whatItDoesNotWriteDownIsInTheTrailAllTheSame() {
        come(wash(call -> Answer.empty()));

        assertThat(post(CARWASH, "{}").status()).isEqualTo(204);

        assertThat(house.trail).singleElement().satisfies(entry -> {
            assertThat(entry.who()).isEqualTo("token erp");
            assertThat(entry.action() + " " + entry.subject()).isEqualTo("POST " + CARWASH);
        });
        house.diskIsFull = true;
        assertThat(post(CARWASH, "{}").status()).isEqualTo(503);
    }

    @Test
    void whatItWritesDownIsNotThereTwice() {
        var trail = new Trail(house.audit);
        come(
                wash(call -> {
                    trail.did(call, "carwash.wash", "van 3");
                    return Answer.empty();
                }),
                Route.put(CARWASH, "Does nothing").by(call -> {
                    trail.unchanged(call);
                    return Answer.empty();
                }));

        post(CARWASH, "{}");
        as(OPERATOR, "PUT", CARWASH, Optional.of("{}"));

        assertThat(house.trail).extracting(Audit.Entry::action).containsExactly("carwash.wash");
    }

    @Test
    void itReadsNoMoreThanAnybodyAndNothingUnchecked() {
        come(wash(call -> Answer.ok(call.body(Wash.class))));

        assertThat(post(CARWASH, "{\"minutes\":5}").response().body()).isEqualTo("{\"minutes\":5}");
        assertThat(post(CARWASH, "{\"minutes\":" + " ".repeat(16 * 1024) + "5}").status())
                .isEqualTo(413);
        assertThat(post(CARWASH, "{\"minute\":5}").text("/errors/0/field")).isEqualTo("minute");
        assertThat(send(request(CARWASH)
                                .header("Authorization", "Bearer " + OPERATOR)
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
        assertThat(get(CARWASH).status()).isEqualTo(405);
        assertThat(as(OPERATOR, "POST", CARWASH + "?quick=1", Optional.of("{\"minutes\":5}"))
                        .text("/errors/0/field"))
                .isEqualTo("quick");
    }

    @Test
    void itsBugIsA500WithoutItsInside() {
        come(wash(call -> {
            throw new IllegalStateException("the inside");
        }));

        Reply bug = post(CARWASH, "{}");

        assertThat(bug.status()).isEqualTo(500);
        assertThat(bug.response().body()).doesNotContain("inside");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/carwash", "/health", "/api/v1", "/api/v10/carwash", "/api/v1/session", "/api/v1/openapi.json"})
    void aRouteElsewhereOrThatIsThereAlreadyIsLeftOut(String path) {
        int before = rest.routes().size();

        come(Route.get(path, "Not here").by(ContributionsTest::taken), brushes());

        assertThat(get(path).response().body()).doesNotContain("taken");
        assertThat(rest.routes()).hasSize(before + 1);
        assertThat(get(CARWASH).status()).isEqualTo(200);
    }

    private static Answer taken(Call call) {
        return new Answer.Text("text/plain", "taken");
    }

    @Test
    void aRouteForEverybodyIsLeftOut() {
        come(Route.get(CARWASH, "For all the world").forEverybody().by(ContributionsTest::taken));

        assertThat(send(request(CARWASH)).status()).isEqualTo(401);
        assertThat(get(CARWASH).status()).isEqualTo(404);
    }

    @Test
    void whoCameFirstKeepsARouteByWhateverNameItsParameterGoes() {
        come(Route.get(CARWASH + "/{id}", "The first").by(call -> Answer.ok(new Session(1))));
        come(Route.get(CARWASH + "/{name}", "The second").by(ContributionsTest::taken));

        assertThat(get(CARWASH + "/x").json().get("brushes").asInt()).isEqualTo(1);
    }

    @Test
    void aResourceThatFailsIsLeftOutAndTheOthersAreThere() {
        rest.came(
                () -> {
                    throw new IllegalStateException("not today");
                },
                PLUGIN);
        come(brushes());

        assertThat(get(CARWASH).status()).isEqualTo(200);
        assertThat(get("/api/v1/session").status()).isEqualTo(200);
    }

    @Test
    void whatIsCalledAsOneOfOursIsDescribedAsWhatItIs() {
        come(brushes());

        var schemas = get("/api/v1/openapi.json").json().at("/components/schemas");

        assertThat(schemas.at("/Session/properties").has("name")).isTrue();
        assertThat(schemas.at("/Session2/properties").has("brushes")).isTrue();
    }

    /** Else a script that waits for the server would be told that there are no stations. */
    @Test
    void nothingIsServedBeforeOurOwnBundlesHaveBroughtTheirs() {
        List<Handler> served = new ArrayList<>();
        var starting = new RestService(people, house.audit, null, null, Set.of(7L, 8L), handler -> {
            served.add(handler);
            return () -> served.remove(handler);
        });
        Resource seven = () -> List.of(brushes());

        starting.came(seven, Map.of("service.bundleid", 7L));
        starting.came(List::of, PLUGIN);
        assertThat(served).isEmpty();

        starting.came(List::of, Map.of("service.bundleid", 8L));
        assertThat(served).hasSize(1);
        assertThat(starting.routes()).extracting(Route::path).contains(CARWASH);

        starting.gone(seven);
        assertThat(served).as("once it is open it stays").hasSize(1);
        starting.close();
        assertThat(served).isEmpty();
    }
}

/** Of a plugin, and described as one of ours would be. */
record Session(int brushes) {}
