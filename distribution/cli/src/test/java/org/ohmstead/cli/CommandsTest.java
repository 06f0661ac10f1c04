package org.ohmstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.cli.SomeServer.Said;

class CommandsTest {

    private static final String OPEN_API = """
            {'paths':{
              '/api/v1/stations/{id}/commands/clear-cache':{'post':{'summary':'Forgets'}},
              '/api/v1/stations/{id}/commands/unlock':{'post':{'summary':'Unlocks','requestBody':{'content':{
                'application/json':{'schema':{'$ref':'#/components/schemas/Unlock'}}}}}}},
             'components':{'schemas':{'Unlock':{'required':['evse'],'properties':{
               'evse':{'type':'integer'},'hard':{'type':'boolean'},'names':{'type':'array'}}}}}}
            """;

    private SomeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new SomeServer();
        server.answers("GET /openapi.json", 200, OPEN_API);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aListIsFetchedPageByPage() {
        server.answers("GET /tokens?limit=200", 200, "{'items':[{'value':'04A1B2C3'}],'next':'x y'}");
        server.answers("GET /tokens?after=x%20y&limit=200", 200, "{'items':[{'value':'04FFFFFF'}]}");

        assertThat(server.runs("tokens", "--json").out()).isEqualTo("""
                [{"value":"04A1B2C3"},
                 {"value":"04FFFFFF"}]
                """);
        assertThat(server.runs("tokens").out().lines()).endsWith("04A1***", "04FF***");
        assertThat(server.runs("tokens", "--full").out().lines()).endsWith("04A1B2C3", "04FFFFFF");
    }

    /** The server says it where the card is looked up, before anything is changed. */
    @ParameterizedTest
    @ValueSource(strings = {"block", "unblock"})
    void whoMayOnlySeeIsToldSoAndNotThatThereIsNoCard(String command) {
        server.answers("GET /tokens/04A1B2C3", 403, "{'detail':'Your role is read only.'}");

        Said said = server.runs("tokens", command, "04A1B2C3");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).isEqualTo("ohmstead: Your role is read only.\n");
    }

    @Test
    void aWarningOfTheServerIsTold() {
        server.answers("POST /tokens/import", 200, "{'imported':2,'warning':'One is long.'}");

        Said said = server.runs("tokens", "import", "pom.xml");

        assertThat(said.out()).isEqualTo("2 imported\n");
        assertThat(said.err()).isEqualTo("ohmstead: One is long.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens -h", "tokens list -h", "tokens list --help", "plugin install -h"})
    void helpHasItsShortNameEverywhere(String line) {
        Said said = server.runs(line.split(" "));

        assertThat(said.exit()).isZero();
        assertThat(said.out()).startsWith("Usage: ohmstead ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens block 04A1***",
                "tokens unblock ***",
                "tokens remove 04A1***",
                "tokens add 04A1***",
                "tx --token 04A1***"
            })
    void whatIsShownOfACardIsNotItsNumber(String line) {
        Said said = server.runs(line.split(" "));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err())
                .contains("***", "its whole number is needed")
                .contains("\"ohmstead tokens list --full\" shows whole numbers");
        assertThat(server.asked()).noneMatch(request -> request.contains("***"));
    }

    @Test
    void scriptsSeeTheWholeNumberOfTheCardTheyChangedAndScreensDoNot() {
        String card = "{'value':'04A1B2C3','type':'','label':'Van','blocked':true,'verdict':'BLOCKED'}";
        server.answers("GET /tokens/04A1B2C3", 200, card).answers("PUT /tokens/04A1B2C3", 200, card);

        assertThat(server.runs("tokens", "block", "04A1B2C3", "--json").out()).contains("\"04A1B2C3\"");
        assertThat(server.runs("tokens", "block", "04A1B2C3").out())
                .contains("04A1***")
                .doesNotContain("04A1B2C3");
    }

    @Test
    void whatIsBeyondTheLimitIsNotAskedFor() {
        server.answers("GET /tokens?limit=200", 200, "{'items':[{'value':'04A1B2C3'}],'next':'2'}");

        assertThat(server.runs("tokens", "--json", "--limit", "1").out()).isEqualTo("[{\"value\":\"04A1B2C3\"}]\n");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void timesAreThoseOfTheSiteInATableAndUtcInJson() {
        server.answers(
                "GET /transactions?limit=200",
                200,
                "{'items':[{'id':'t','site':'default','startedAt':'2026-07-01T10:00:00Z','energyWh':7205.0}]}");

        assertThat(server.runs("tx").out()).contains("2026-07-01 12:00:00").contains("7.21 kWh");
        assertThat(server.runs("tx", "--json").out())
                .contains("2026-07-01T10:00:00Z")
                .contains("7205.0");
    }

    @Test
    void ofAStationThatThereIsNotThereAreNoTransactionsToList() {
        server.answers("GET /stations/NOPE", 404, "{'detail':'There is no station of that id.'}");

        Said said = server.runs("tx", "--station", "NOPE");

        assertThat(said.exit()).isEqualTo(8);
        assertThat(said.err()).contains("There is no station of that id.");
    }

    @Test
    void aTimeWithoutAZoneIsThatOfTheFirstSite() {
        server.runs("tx", "--from", "2026-07-01", "--to", "2026-07-01T10:00:00+01:00");

        assertThat(server.asked().getLast())
                .contains("from=2026-06-30T22%3A00%3A00Z")
                .contains("to=2026-07-01T09%3A00%3A00Z");
    }

    @Test
    void aTableWithMoreRowsThanAPartHasThemAll() {
        server.answers(
                "GET /stations?limit=200",
                200,
                IntStream.range(0, 450)
                        .mapToObj(i -> "{'id':'CP-" + i + "'}")
                        .collect(Collectors.joining(",", "{'items':[", "]}")));

        assertThat(server.runs("stations").out().lines()).hasSize(451);
    }

    @Test
    void noTextOfAStationSteersTheTerminal() {
        server.answers(
                "GET /stations?limit=200", 200, "{'items':[{'id':'CP-1','label':'\\u001b[2J\\u202egate\\nway'}]}");

        assertThat(server.runs("stations").out()).contains("?[2J?gate way").doesNotContain("\u001b");

        server.answers("GET /stations/X", 200, "{'id':'X','info':'gone\\nlabel  nice'}");
        assertThat(server.runs("stations", "show", "X").out().lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED,0",
        "SCHEDULED,0",
        "REBOOT_REQUIRED,0",
        "REJECTED,5",
        "NOT_SUPPORTED,5",
        "FAILED,5",
        "OFFLINE,6",
        "NOT_SENT,6",
        "UNKNOWN,7",
        "SOMETHING_NEW,5"
    })
    void theOutcomeIsTheExitCode(String outcome, int exit) {
        server.answers("POST /stations/CP%201/commands/clear-cache", 200, "{'outcome':'" + outcome + "'}");

        assertThat(server.runs("send", "CP 1", "clear-cache").exit()).isEqualTo(exit);
    }

    @Test
    void whatACommandTakesIsSentInItsType() {
        server.answers("POST /stations/CP-1/commands/unlock", 200, "{'outcome':'ACCEPTED','word':'Unlocked'}");

        assertThat(server.runs("send", "CP-1", "unlock", "evse=1", "hard=true", "names=a,b")
                        .out())
                .isEqualTo("ACCEPTED (the station says Unlocked)\n");
        assertThat(server.asked().getLast()).endsWith("{\"evse\":1,\"hard\":true,\"names\":[\"a\",\"b\"]}");
    }

    @ParameterizedTest
    @CsvSource({"evse=one", "evse", "hard=yes", "color=red", "hard=true"})
    void wrongArgumentsAreNotSent(String argument) {
        assertThat(server.runs("send", "CP-1", "unlock", argument).exit()).isEqualTo(2);
        assertThat(server.asked()).allMatch(request -> request.startsWith("GET"));
    }

    @ParameterizedTest
    @CsvSource({"400,2", "401,1", "403,1", "404,8", "409,1", "500,1", "503,1"})
    void aRefusalHasItsExitCodeAndItsSentence(int status, int exit) {
        server.answers("GET /stations/X", status, "{'detail':'Not so.'}");

        Said said = server.runs("stations", "show", "X");
        assertThat(said.exit()).isEqualTo(exit);
        assertThat(said.err()).startsWith("ohmstead: ").contains(status == 401 ? "API token" : "Not so.");
    }

    @Test
    void somebodyElsesServerIsNamedAsSuch() {
        server.answers("GET /stations/X", 502, "<html>").answers("GET /stations/Y", 200, "<html>");

        assertThat(server.runs("stations", "show", "X").err()).contains("502").contains("is it an Ohmstead server?");
        assertThat(server.runs("stations", "show", "Y").err()).contains("no Ohmstead server");
    }

    @Test
    void blockingKeepsWhatElseACardHas() {
        String card =
                "{'value':'A/1','type':'ISO14443','label':'Van','blocked':false,'maxConcurrent':2,'verdict':'ACCEPTED'}";
        server.answers("GET /tokens/A%2F1?type=ISO14443", 200, card);
        server.answers("PUT /tokens/A%2F1?type=ISO14443", 200, card);

        assertThat(server.runs("tokens", "block", "A/1", "--type", "ISO14443").exit())
                .isZero();
        assertThat(server.asked())
                .anyMatch(it -> it.startsWith("PUT")
                        && it.endsWith("{\"label\":\"Van\",\"blocked\":true,\"maxConcurrent\":2}"));
    }

    @Test
    void whatBeginsWithAnAtIsNoFile() {
        server.answers("GET /stations?limit=200&search=%40pom.xml", 200, "{'items':[]}");

        assertThat(server.runs("stations", "--search", "@pom.xml").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "stations --lmit 3,--lmit",
        "tokens explode,explode",
        "tokens block,CARD is missing.",
        "stations show,STATION is missing.",
        "stations show A B,nothing is known to do with \"B\" here.",
        "stations show -l,there is no option -l here; put -- before a name that begins with a dash.",
        "tx --limit,--limit needs a value.",
        "tx --limit 1 --limit 2,--limit is there more than once.",
        "tx --limit x,'--limit needs a whole number from 1 to 2147483647, not \"x\".'",
        "tx --limit 0,'--limit needs a whole number from 1 to 2147483647, not \"0\".'",
        "tx --limit 2147483648,'--limit needs a whole number from 1 to 2147483647, not \"2147483648\".'",
        "tokens add A --at-once -1,'--at-once needs a whole number from 0 to 2147483647, not \"-1\".'",
        "stations --server a|b,'--server needs an address like https://ohmstead.example:8443, not \"a|b\".'"
    })
    void wrongUsageSaysWhatIsWrongAndWhereToRead(String line, String word) {
        Said said = SomeServer.run(Map.of(), line.split(" "));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err())
                .contains(word, "See \"ohmstead " + line.split(" ")[0])
                .endsWith("--help\".\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stations show -- -l",
                "send -- -l unlock evse=1",
                "tx --station -l",
                "tx --station=-l",
                "tokens block -- -l"
            })
    void whatBeginsWithADashCanBeNamed(String line) {
        server.answers("GET /stations/-l", 200, "{'id':'-l'}")
                .answers("GET /transactions?limit=200&station=-l", 200, "{'items':[]}")
                .answers("GET /tokens/-l", 200, "{'value':'-l'}")
                .answers("PUT /tokens/-l", 200, "{'value':'-l'}")
                .answers("POST /stations/-l/commands/unlock", 200, "{'outcome':'ACCEPTED'}");

        Said said = server.runs(line.split(" "));

        assertThat(said.err()).isIn("", "There are none.\n");
        assertThat(said.exit()).isZero();
    }

    @Test
    void helpSaysHowANameWithADashIsTyped() {
        assertThat(SomeServer.run(Map.of(), "stations", "show", "--help").out())
                .contains("A STATION that begins with a dash comes after --, options before it:")
                .contains("  ohmstead stations show -- -1\n");
        assertThat(SomeServer.run(Map.of(), "tokens", "block", "--help").out()).contains("A CARD that begins");
        assertThat(SomeServer.run(Map.of(), "stations", "list", "--help").out()).doesNotContain("dash");
    }

    @Test
    void anEmptyListIsSaidAndAnEmptyArray() {
        server.answers("GET /tokens?limit=200", 200, "{'items':[]}");

        assertThat(server.runs("tokens")).isEqualTo(new Said(0, "", "There are none.\n"));
        assertThat(server.runs("tokens", "--json")).isEqualTo(new Said(0, "[]\n", ""));
    }

    @Test
    void columnsStayInLineWhateverIsInThem() {
        String longest = "a label that somebody wrote down at length, with all there is to say";
        server.answers(
                "GET /tokens?limit=200",
                200,
                "{'items':[{'value':'1','label':'充電スタンド','group':'g'},{'value':'2','label':'e\u0301tage 🚗','group':'g'},"
                        + "{'value':'3','label':'" + longest + "','group':'g'},{'value':'4','group':'g'}]}");

        assertThat(server.runs("tokens", "--full").out().lines().map(String::stripTrailing))
                .containsExactly(
                        "CARD  TYPE  LABEL         GROUP  VERDICT  EXPIRES  AT ONCE",
                        "1           充電スタンド  g",
                        "2           e\u0301tage 🚗      g",
                        "3           " + longest + "  g",
                        "4                         g");
    }

    @Test
    void helpIsNoMistake() {
        Said said = SomeServer.run(Map.of(), "tokens", "--help");

        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("Usage: ohmstead tokens", "unblock", "import");
    }

    @Test
    void aReplayThatFailsAgainIsAFailure() {
        server.answers("POST /dead-letters/erp/1%3A42/replay", 200, "{'done':false,'failure':'no route to host'}");

        Said said = server.runs("route", "replay", "erp/1:42");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("no route to host");
        assertThat(server.runs("route", "discard", "erp").exit()).isEqualTo(2);
    }
}
