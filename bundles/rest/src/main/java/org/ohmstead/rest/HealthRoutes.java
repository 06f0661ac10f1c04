package org.ohmstead.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.rest.HealthView.CheckView;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Route;

/** How the server is: what machines ask, outside of {@code /api/v1}. */
final class HealthRoutes {

    private final HealthReport health;
    private final Meters meters;

    HealthRoutes(HealthReport health, Meters meters) {
        this.health = health;
        this.meters = meters;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/health", "How the server is; messages only for people who are signed in")
                        .forEverybody()
                        .gives(HealthView.class)
                        .by(this::health),
                Route.get("/metrics", "Numbers about the server in the text format of Prometheus")
                        .by(call -> new Answer.Text("text/plain; version=0.0.4; charset=utf-8", meters.scrape())));
    }

    private Answer health(Call call) {
        boolean known = ((HttpCall) call).isKnown();
        Map<String, CheckView> checks = new TreeMap<>();
        health.checks().forEach((name, check) -> checks.put(name, view(check, known)));
        HealthCheck.Status overall = health.overall();
        return new Answer.Json(overall == HealthCheck.Status.DOWN ? 503 : 200, new HealthView(overall, checks));
    }

    private static CheckView view(HealthCheck.Health check, boolean known) {
        return new CheckView(
                check.status(),
                known ? Optional.of(check.message()) : Optional.empty(),
                known ? Optional.of(check.remedy()).filter(remedy -> !remedy.isEmpty()) : Optional.empty());
    }
}
