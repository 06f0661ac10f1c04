package org.ohmstead.rest;

import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.HealthCheck;

/** How the server is. */
record HealthView(HealthCheck.Status status, Map<String, CheckView> checks) {

    /**
     * One check.
     *
     * @param message only for people who are signed in
     * @param remedy only for people who are signed in
     */
    record CheckView(HealthCheck.Status status, Optional<String> message, Optional<String> remedy) {}
}
