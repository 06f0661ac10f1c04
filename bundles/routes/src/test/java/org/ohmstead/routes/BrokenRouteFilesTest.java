package org.ohmstead.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.Routes;
import org.ohmstead.testkit.InMemoryDeadLetters;

/** What an operator is told of a route file that does not start: the line, what is wrong, and what there is instead. */
class BrokenRouteFilesTest {

    /** The steps come from line 8 on. */
    private static final String ROUTE = """
            - route:
                id: x
                from:
                  uri: ohmstead:journal
                  parameters:
                    follower: x
                  steps:
            """;

    @TempDir
    Path home;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private RouteFolder folder;

    @BeforeEach
    void startCamel() throws IOException {
        Files.createDirectories(home.resolve("config/routes"));
        var secrets = new Secrets(home.resolve("secrets"));
        var complaints = new Complaints(secrets);
        var memory = new Memory();
        var core = new OhmsteadComponent.Core(
                new ScriptedJournal(), new InMemoryDeadLetters(), new OneStation(new ArrayList<>()), memory, memory);
        camel.getPropertiesComponent().addPropertiesFunction(secrets);
        camel.addComponent("ohmstead", new OhmsteadComponent(core, secrets, complaints, Clock.systemUTC()));
        camel.start();
        folder = new RouteFolder(home.resolve("config/routes"), camel, complaints, () -> RoutesService.COMPONENTS);
    }

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of(
                        "- log: a\n- setBody:\n    simple: \"${boddy.x\"",
                        "line 10: The expression ${boddy.x is wrong: "),
                Arguments.of(
                        "- setBody:\n    simple: \"${no:such}\"",
                        "line 9: The expression ${no:such} is wrong: Unknown function: no:such"),
                Arguments.of("- log: a\n- log: \"${bodyy\"", "line 9: The expression ${bodyy is wrong: "),
                Arguments.of(
                        "- filter:\n    simple: \"${body[kind]} === 'x'\"\n    steps:\n      - log: a",
                        "line 9: The expression ${body[kind]} === 'x' is wrong: Unexpected token ="),
                Arguments.of(
                        "- choice:\n    when:\n      - simple: \"${header.a} ==\"\n        steps:\n          - log: a",
                        "line 10: The expression ${header.a} == is wrong: "),
                Arguments.of(
                        "- log: a\n- to: \"log:{{nowhere}}\"",
                        "line 9: There is no property nowhere; there are {{ohmstead.home}}, {{secret:name}} and {{env:NAME}}"),
                Arguments.of("- to: \"log:{{env:NO_SUCH}}\"", "line 8: There is no property env:NO_SUCH; "),
                Arguments.of(
                        "- to: \"log:a?marker={{secret:erp}}\"",
                        "line 8: There is no secret erp: write it into secrets/erp"),
                Arguments.of(
                        "- to:\n    uri: ohmstead:webhook\n    parameters:\n      url: https://a.example/\n      secret: erp",
                        "line 12: There is no secret erp: "),
                Arguments.of(
                        "- to:\n    uri: ohmstead:webhook\n    parameters:\n      url: ftp://a\n      secret: erp",
                        "line 11: The option url begins with https:// or http:// and a host, and not with ftp://a"),
                Arguments.of("- to: kafka:foo", "line 8: There is no component for kafka:foo; there are bean, "),
                Arguments.of("- to: nonsense", "line 8: There is no component for nonsense; there are bean, "),
                Arguments.of("- log: a\n- marshal:\n    json: {}", "line 9: There is no data format jackson: "),
                Arguments.of("- marshal:\n    jsn: {}", "line 9: Unsupported field: jsn"),
                Arguments.of(
                        "- setBody:\n    groovy: \"1+1\"",
                        "line 9: There is no language groovy; there are bean, constant, "),
                Arguments.of(
                        "- to:\n    uri: log:a\n    parameters:\n      shwAll: true",
                        "line 11: There is no option shwAll of log:a; "),
                Arguments.of(
                        "- to:\n    uri: log:a\n    parameters:\n      groupSize: many",
                        "line 11: The option groupSize is wrong: many is no whole number"),
                Arguments.of(
                        "- log:\n    message: a\n    loggingLevel: LOUD",
                        "line 10: LOUD is none of TRACE, DEBUG, INFO, WARN, ERROR, OFF"),
                Arguments.of("- log:\n    message: a\n    lvel: INFO", "line 10: Unsupported field: lvel"),
                Arguments.of("- logg: a", "line 8: Unknown node id: logg"),
                Arguments.of("- bean:\n    ref: nobody", "line 9: There is no bean nobody; there is #done, "),
                Arguments.of("- bean:\n    beanType: com.Acme", "line 9: There is no class com.Acme"),
                Arguments.of(
                        "- to: ohmstead:command?action=resett",
                        "line 8: The action resett does not exist; there are start-charging, "),
                Arguments.of("- to: ohmstead:csv?directory=a&file=b", "line 8: The option columns is missing"),
                Arguments.of("- to: ohmstead:journal?follower=z", "line 1: A route can only read ohmstead:journal"),
                Arguments.of("- log: a: b", "line 8: mapping values are not allowed here"),
                Arguments.of("\t- log: a", "line 8: found character '\\t(TAB)' that cannot start any token."),
                Arguments.of(
                        "- log:\n    message: a\n   loggingLevel: INFO",
                        "line 10: expected <block end>, but found '<block mapping start>'; is it indented as what it belongs to?"),
                Arguments.of(
                        "  - log: a\n- log: b",
                        "line 9: expected <block end>, but found '<block sequence start>'; is it indented"),
                Arguments.of(
                        "- to:\n    uri: log:a\n      parameters:\n        showAll: true",
                        "line 10: mapping values are not allowed here"),
                Arguments.of("- log: \"a", "line 9: found unexpected end of stream"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepThatIsWrongIsNamedWithItsLine(String steps, String mistake) throws IOException {
        assertThat(mistake(ROUTE + steps.indent(8))).startsWith(mistake);
    }

    static Stream<Arguments> beginnings() {
        return Stream.of(
                Arguments.of("uri: cron:x", "follower: x", "line 4: There is no component for cron:x; "),
                Arguments.of(
                        "uri: timer:x", "period: soon", "line 6: The option period is wrong: soon is no time such as "),
                Arguments.of(
                        "uri: ohmstead:csv",
                        "directory: a\n        file: b\n        columns: c",
                        "line 4: No route can begin with ohmstead:csv: use it in a 'to'"),
                Arguments.of(
                        "uri: ohmstead:journal",
                        "follower: x\n        kinds: Ended",
                        "line 7: There are no facts of the kind Ended; there are "),
                Arguments.of(
                        "uri: ohmstead:journal",
                        "follower: x\n        fromBeginning: maybe",
                        "line 7: The option fromBeginning is true or false, and not maybe"),
                Arguments.of(
                        "uri: ohmstead:journal",
                        "follower: x\n        giveUpAfter: never",
                        "line 7: The option giveUpAfter is a whole number, at least 0, and not never"));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void aBeginningThatIsWrongIsNamedWithItsLine(String uri, String parameters, String mistake) throws IOException {
        String route = ROUTE.replace("uri: ohmstead:journal", uri).replace("follower: x", parameters);

        assertThat(mistake(route + "        - log: a\n")).startsWith(mistake);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of(
                        "- to:\n    uri: ohmstead:json\n    parameters:\n      fields: >-\n        position,station,\n        estimatd,energyWh",
                        "line 14: No entry of these kinds has estimatd; perhaps estimated is meant; there are at, atLocal, "),
                Arguments.of(
                        "- log: a\n- filter:\n    simple: \"${body[evse]} == 1\"\n    steps:\n      - to:\n          uri: ohmstead:csv\n"
                                + "          parameters:\n            directory: a\n            file: b\n            columns: position,stoppedReson",
                        "line 18: No entry of these kinds has stoppedReson; perhaps stoppedReason is meant; there are "),
                Arguments.of(
                        "- to: ohmstead:json?fields=colour", "line 9: No entry of these kinds has colour; there are "),
                Arguments.of(
                        "- to: ohmstead:json?fields=idTokenShortend",
                        "line 9: No entry of these kinds has idTokenShortend; perhaps idTokenShortened is meant"));
    }

    /** It would be missing in all that goes out. */
    @ParameterizedTest
    @MethodSource("keys")
    void aFieldThatNoEntryHasIsNamedWithItsLine(String steps, String mistake) throws IOException {
        String route = ROUTE.replace("follower: x", "follower: x\n        kinds: TransactionEnded");

        assertThat(mistake(route + steps.indent(8))).startsWith(mistake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- setBody:\n    simple: \"{}\"\n- to: ohmstead:json?fields=colour",
                "- to: direct:other\n- to: ohmstead:json?fields=colour",
                "- to: ohmstead:command?action=reset\n- to: ohmstead:json?fields=outcome,word"
            })
    void whatIsMadeOfAnEntryHasFieldsOfItsOwn(String steps) throws IOException {
        String route = ROUTE.replace("follower: x", "follower: x\n        kinds: TransactionEnded");
        write("own.yaml", (route + steps.indent(8)).getBytes(StandardCharsets.UTF_8));

        folder.scan();

        assertThat(folder.files().get("own.yaml").mistake()).isEmpty();
    }

    /** A plugin may bring facts whose keys we do not know. */
    @Test
    void aRouteForAllKindsMayAskForAnyField() throws IOException {
        write("all.yaml", (ROUTE + "        - to: ohmstead:json?fields=colour\n").getBytes(StandardCharsets.UTF_8));

        folder.scan();

        assertThat(folder.files().get("all.yaml").mistake()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# later\n", "route:\n  id: x\n", "<routes/>", "hello"})
    void whatHoldsNoRoutesIsToldHowTheyBegin(String text) throws IOException {
        assertThat(mistake(text))
                .isEqualTo("line 1: It holds no routes: a route file is a list, and each route in it"
                        + " begins with \"- route:\" or \"- from:\"");
    }

    @Test
    void whatHoldsNoRoutesIsNamedWithTheLineWhereTheyShouldBegin() throws IOException {
        assertThat(mistake("# hourly\n\n---\nroute:\n  id: x\n")).startsWith("line 4: It holds no routes");
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of(StandardCharsets.ISO_8859_1, "line 8: It is no text in UTF-8: the byte 0xFC"),
                Arguments.of(StandardCharsets.UTF_16, "line 1: It is no text in UTF-8: the byte 0xFE"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void whatIsNoTextInUtf8IsNamedWithItsLine(Charset charset, String mistake) throws IOException {
        assertThat(mistake((ROUTE + "        - log: Müller\n").getBytes(charset)))
                .startsWith(mistake);
    }

    @Test
    void whatSomeEditorsPutBeforeTheFirstLineIsNoMistake() throws IOException {
        Path file = home.resolve("config/routes/x.yaml");
        Files.writeString(file, "\uFEFF" + ROUTE + "        - log: a\n");
        folder.scan();

        assertThat(folder.files().get("x.yaml").mistake()).isEmpty();
        assertThat(folder.files().get("x.yaml").state()).isEqualTo(Routes.State.RUNNING);
    }

    @Test
    void aRouteWithoutStepsIsNamed() throws IOException {
        assertThat(mistake("- route:\n    id: x\n    from:\n      uri: timer:a\n"))
                .isEqualTo("line 4: The route x has no steps");
    }

    /** Camel would keep what it could not start, and tell of it when it stops. */
    @Test
    void ofAFileWithAMistakeNothingRunsAndNothingStays() throws IOException {
        String good =
                ROUTE.replace("id: x", "id: good").replace("follower: x", "follower: good") + "        - log: a\n";

        assertThat(mistake(good + ROUTE + "        - setBody:\n            simple: \"${boddy\"\n"))
                .startsWith("line 17: ");
        assertThat(camel.getRoutes()).isEmpty();
        assertThat(camel.getCamelContextExtension()
                        .getContextPlugin(Model.class)
                        .getRouteDefinitions())
                .isEmpty();
    }

    @Test
    void aRouteDoesNotTakeThePlaceOfAnotherOfItsNameUntilThatIsGone() throws IOException {
        write("a.yaml", (ROUTE + "        - log: a\n").getBytes(StandardCharsets.UTF_8));
        folder.scan();

        assertThat(mistake(ROUTE.replace("follower: x", "follower: y") + "        - log: b\n"))
                .isEqualTo("line 1: There is a route with the id x already in a.yaml; give this one another");
        assertThat(camel.getRoute("x").getEndpoint().getEndpointUri()).contains("follower=x");

        Files.delete(home.resolve("config/routes/a.yaml"));
        folder.scan();
        assertThat(camel.getRoute("x").getEndpoint().getEndpointUri()).contains("follower=y");
    }

    @Test
    void twoFilesThatChangeTheirNamesWithEachOtherRun() throws IOException {
        write("a.yaml", named("x"));
        write("b.yaml", named("y"));
        folder.scan();
        write("a.yaml", named("y  # of b"));
        write("b.yaml", named("x  # of a"));
        folder.scan();

        assertThat(folder.files().values())
                .allSatisfy(file -> assertThat(file.mistake()).isEmpty());
        assertThat(camel.getRoutes()).hasSize(2);
    }

    private static byte[] named(String id) {
        return (ROUTE.replace("id: x", "id: " + id).replace("follower: x", "follower: " + id) + "        - log: a\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void twoRoutesOfOneNameInAFileAreToldApartByNobody() throws IOException {
        String route = ROUTE + "        - log: a\n";

        assertThat(mistake(route + route)).startsWith("line 9: There is a route with the id x already; ");
    }

    @Test
    void theLanguagesThatAreSaidToBeThereAreThere() {
        assertThat(Finding.LANGUAGES)
                .allSatisfy(name -> assertThat(camel.resolveLanguage(name)).isNotNull());
    }

    private String mistake(String yaml) throws IOException {
        return mistake(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private String mistake(byte[] yaml) throws IOException {
        write("broken.yaml", yaml);
        folder.scan();
        return folder.files().get("broken.yaml").mistake().orElseThrow().toString();
    }

    private void write(String name, byte[] yaml) throws IOException {
        Files.write(home.resolve("config/routes").resolve(name), yaml);
    }
}
