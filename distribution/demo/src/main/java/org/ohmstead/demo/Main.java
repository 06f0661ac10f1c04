package org.ohmstead.demo;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * The fleet of {@code bin/ohmstead demo}: at the first start it enrols stations and cards over REST like anybody else, then it
 * lets the stations connect and the cars come.
 */
public final class Main {

    private static final int STATIONS = 12;

    private Main() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the home directory, and the line in which the server said that it is ready
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Path secrets = Path.of(arguments[0], "secrets");
        JsonObject ready = Json.parse(arguments[1]).asObject();

        Fleet fleet = Fleet.of(STATIONS, secrets.resolve("demo-stations"));
        if (!fleet.isEnrolled()) {
            new Enrolment(URI.create(ready.getString("console", "")), secrets.resolve("initial-admin-password"))
                    .enrol(fleet);
        }
        org.ohmstead.simulator.Main.main(
                "fleet",
                "--door",
                ready.getString("door", ""),
                "--stations",
                Integer.toString(STATIONS),
                "--passwords",
                fleet.credentials().toString(),
                "--tokens",
                String.join(",", Fleet.CARDS),
                "--sessions-per-hour",
                "60");
    }
}
