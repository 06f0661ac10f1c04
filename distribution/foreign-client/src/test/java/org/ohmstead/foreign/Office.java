package org.ohmstead.foreign;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.ohmstead.process.Rest;
import tools.jackson.databind.JsonNode;

/** What people see of a station over REST, and what they ask of it there. */
record Office(Rest rest) {

    JsonNode asked(OcaStation station, String command, Map<String, ?> body) throws IOException, InterruptedException {
        return rest.post("/stations/" + station.id() + "/commands/" + command, body);
    }

    /** What the answer means, and the station's own word. */
    String word(OcaStation station, String command, Map<String, ?> body) throws IOException, InterruptedException {
        JsonNode answer = asked(station, command, body);
        return answer.get("outcome").asString() + " " + answer.get("word").asString();
    }

    boolean online(OcaStation station) {
        try {
            return rest.get("/stations/" + station.id()).get("online").asBoolean();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode latest(OcaStation station) throws IOException, InterruptedException {
        return rest.get("/stations/" + station.id() + "/transactions/latest");
    }

    int count(OcaStation station) throws IOException, InterruptedException {
        return rest.get("/transactions/count?station=" + station.id())
                .get("count")
                .asInt();
    }

    /** The status in each of the station's journal entries of a kind. */
    List<String> facts(OcaStation station, String kind) throws IOException, InterruptedException {
        return rest.all("/journal?after=1:0").stream()
                .filter(entry -> entry.get("kind").asString().equals(kind))
                .filter(entry -> entry.path("station").asString("").equals(station.id()))
                .map(entry -> entry.at("/fact/status").asString())
                .toList();
    }
}
