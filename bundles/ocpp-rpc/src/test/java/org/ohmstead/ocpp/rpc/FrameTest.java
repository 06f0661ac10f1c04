package org.ohmstead.ocpp.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.ocpp.OcppError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class FrameTest {

    private static final int DEPTH = 12;
    private static final JsonFactory JACKSON = new JsonFactory();

    private static Frame parse(String text) {
        return Frame.parse(text, DEPTH);
    }

    /** Texts of tables are written with ' for ". */
    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void aCallIsTakenApartAndItsPayloadLeftAlone() {
        String payload = "{ \"a\" : [ 1 , {\"b\":\"]}\\\"\"} ] , \"ü\":-1.5e+3 }";
        assertThat(parse("[2,\"id-1\",\"MeterValues\"," + payload + "]"))
                .isEqualTo(new Frame.Call("id-1", "MeterValues", payload));
    }

    @Test
    void spaceIsAllowedWhereJsonAllowsIt() {
        assertThat(parse(" \t\r\n[ 2 , \"1\" , \"Heartbeat\" , { } ] \n"))
                .isEqualTo(new Frame.Call("1", "Heartbeat", "{ }"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[3,'7',{'status':'Accepted'}] | {'status':'Accepted'}",
                "[3,'7',null]                  | {}",
                "[3,'7',{}]                    | {}"
            })
    void aResultMayHaveNoPayload(String text, String payload) {
        assertThat(parse(json(text))).isEqualTo(new Frame.Result("7", json(payload)));
    }

    @Test
    void aCallWithoutPayloadMaySayNull() {
        assertThat(parse(json("[2,'7','Heartbeat',null]"))).isEqualTo(new Frame.Call("7", "Heartbeat", "{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[4,'7','GenericError','no',{}]",
                "[4,'7','GenericError','no',{'x':[1]}]",
                "[4,'7','GenericError','no',null]",
                "[4,'7','GenericError','no']"
            })
    void anErrorMayLackItsDetails(String text) {
        assertThat(parse(json(text))).isEqualTo(new Frame.Error("7", "GenericError", "no"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[4,'7','GenericError']", "[4,'7','GenericError',null,{}]", "[4,'7','GenericError','',{}]"})
    void anErrorMayLackItsDescription(String text) {
        assertThat(parse(json(text))).isEqualTo(new Frame.Error("7", "GenericError", ""));
    }

    @Test
    void aMessageThatWantsNoAnswerIsRead() {
        assertThat(parse(json("[6,'7','NotifyPeriodicEventStream',{}]")))
                .isEqualTo(new Frame.Send("7", "NotifyPeriodicEventStream", "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // not a frame at all: the id is unreadable
                "``                            | -1 | RPC_FRAMEWORK_ERROR",
                "` `                           | -1 | RPC_FRAMEWORK_ERROR",
                "hello                         | -1 | RPC_FRAMEWORK_ERROR",
                "{}                            | -1 | RPC_FRAMEWORK_ERROR",
                "2                             | -1 | RPC_FRAMEWORK_ERROR",
                "null                          | -1 | RPC_FRAMEWORK_ERROR",
                "[]                            | -1 | RPC_FRAMEWORK_ERROR",
                "[ ]                           | -1 | RPC_FRAMEWORK_ERROR",
                "[] 2                          | -1 | RPC_FRAMEWORK_ERROR",
                "[                             | -1 | RPC_FRAMEWORK_ERROR",
                "[2                            | -1 | RPC_FRAMEWORK_ERROR",
                "[2]                           | -1 | RPC_FRAMEWORK_ERROR",
                "[2,                           | -1 | RPC_FRAMEWORK_ERROR",
                "[2,'7                         | -1 | RPC_FRAMEWORK_ERROR",
                "[2,7,'Heartbeat',{}]          | -1 | RPC_FRAMEWORK_ERROR",
                "[2,null,'Heartbeat',{}]       | -1 | RPC_FRAMEWORK_ERROR",
                "[2,['7'],'Heartbeat',{}]      | -1 | RPC_FRAMEWORK_ERROR",
                "[2,'','Heartbeat',{}]         | -1 | RPC_FRAMEWORK_ERROR",
                "[2,'\\x','Heartbeat',{}]      | -1 | RPC_FRAMEWORK_ERROR",
                "[,'7','Heartbeat',{}]         | -1 | RPC_FRAMEWORK_ERROR",
                "[2 '7' 'Heartbeat' {}]        | -1 | RPC_FRAMEWORK_ERROR",
                // the type is none that may be answered otherwise
                "[1,'7','Heartbeat',{}]        | 7  | MESSAGE_TYPE_NOT_SUPPORTED",
                "[5,'7','Heartbeat',{}]        | 7  | MESSAGE_TYPE_NOT_SUPPORTED",
                "[22,'7','Heartbeat',{}]       | 7  | MESSAGE_TYPE_NOT_SUPPORTED",
                "[2.0,'7','Heartbeat',{}]      | 7  | MESSAGE_TYPE_NOT_SUPPORTED",
                "[-2,'7','Heartbeat',{}]       | 7  | MESSAGE_TYPE_NOT_SUPPORTED",
                "['2','7','Heartbeat',{}]      | 7  | MESSAGE_TYPE_NOT_SUPPORTED",
                "[null,'7','Heartbeat',{}]     | 7  | MESSAGE_TYPE_NOT_SUPPORTED",
                "[9]                           | -1 | MESSAGE_TYPE_NOT_SUPPORTED",
                // the id is known: it is echoed
                "[2,'7']                       | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat']           | 7  | FORMAT_VIOLATION",
                "[2,'7',{}]                    | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{},{}]     | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{},1,2,3]  | 7  | FORMAT_VIOLATION",
                "[2,'7',null,{}]               | 7  | FORMAT_VIOLATION",
                "[2,'7',4,{}]                  | 7  | FORMAT_VIOLATION",
                "[2,'7','',{}]                 | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',[]]        | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat','{}']      | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',0]         | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',true]      | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{}         | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{          | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{]         | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{}}        | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{}]]       | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{}] x      | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{}][]      | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{},]       | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a'}]     | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':}]    | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':1,}]  | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{a:1}]     | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a' 1}]   | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':01}]  | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':1.}]  | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':.5}]  | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':+1}]  | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':1e}]  | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':-}]   | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':NaN}] | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':tru}] | 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':True}]| 7  | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':'\\q'}]    | 7 | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':'\\u12g4'}]| 7 | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':'\\u12'}]  | 7 | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':'\\'}]     | 7 | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':[1,2}]     | 7 | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':{'b':1]}]  | 7 | FORMAT_VIOLATION",
                "[2,'7','Heartbeat',{'a':1 /* */}]  | 7 | FORMAT_VIOLATION"
            })
    void aBrokenFrameIsAnsweredUnderItsIdWhereThatCanBeRead(String text, String id, OcppError.Kind kind) {
        assertThat(parse(json(text))).isInstanceOfSatisfying(Frame.Broken.class, broken -> {
            assertThat(broken.answerable()).isTrue();
            assertThat(broken.id()).isEqualTo(id);
            assertThat(broken.kind()).isEqualTo(kind);
            assertThat(broken.why()).endsWith(".");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[3]",
                "[3,'7']",
                "[3,7,{}]",
                "[3,'7',[]]",
                "[3,'7',{},{}]",
                "[3,'7',{",
                "[3,'7',{'status'}]",
                "[4]",
                "[4,'7']",
                "[4,'7',null,'',{}]",
                "[4,'7',12,'',{}]",
                "[4,'7','GenericError','',{},{}]",
                "[4,'7','GenericError','',{}",
                "[6,'7']",
                "[6,'7','A',[]]",
                "[6,'7','A',{"
            })
    void whatIsItselfAnAnswerOrWantsNoneIsNeverAnsweredHoweverBroken(String text) {
        assertThat(parse(json(text)))
                .isInstanceOfSatisfying(
                        Frame.Broken.class,
                        broken -> assertThat(broken.answerable()).isFalse());
    }

    @Test
    void anIdMayHave36CharactersAndNotMore() {
        String longest = "x".repeat(36);
        assertThat(parse("[2,\"" + longest + "\",\"Heartbeat\",{}]").id()).isEqualTo(longest);

        String tooLong = "x".repeat(37);
        assertThat(parse("[2,\"" + tooLong + "\",\"Heartbeat\",{}]"))
                .isInstanceOfSatisfying(Frame.Broken.class, broken -> {
                    assertThat(broken.id()).isEqualTo(tooLong);
                    assertThat(broken.kind()).isEqualTo(OcppError.Kind.RPC_FRAMEWORK_ERROR);
                });
    }

    @Test
    void anIdIsComparedAsItReadsNotAsItIsSpelt() {
        assertThat(parse("[3,\"\\u0041\\n\\/\\\\\\\"\\b\\f\\r\\t\",{}]").id()).isEqualTo("A\n/\\\"\b\f\r\t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with \"quotes\" and \\", "line\nend\u0000", "Grüße", "🔌", "\uD800"})
    void anyIdComesBackAsItWas(String id) {
        assertThat(parse(new Frame.Result(id, "{}").text()).id()).isEqualTo(id);
    }

    @Test
    void framesAreWrittenAsTheyAreRead() {
        Frame[] frames = {
            new Frame.Call("1", "Reset", "{\"type\":\"Soft\"}"),
            new Frame.Result("2", "{}"),
            new Frame.Error("3", "GenericError", "It is \"odd\"."),
            new Frame.Send("4", "Notify", "{}"),
        };
        for (Frame frame : frames) {
            assertThat(parse(frame.text())).isEqualTo(frame);
        }
        assertThat(frames[2].text()).isEqualTo("[4,\"3\",\"GenericError\",\"It is \\\"odd\\\".\",{}]");
    }

    @Test
    void aLongDescriptionIsCut() {
        Frame sent = parse(new Frame.Error("1", "GenericError", "x".repeat(300)).text());
        assertThat(sent).isEqualTo(new Frame.Error("1", "GenericError", "x".repeat(255)));
    }

    @ParameterizedTest
    @CsvSource({"10, true", "11, false", "1000000, false"})
    void aPayloadMayBeNestedSoDeepAndNotDeeper(int arrays, boolean read) {
        String text = "[2,\"1\",\"A\",{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}]";
        assertThat(parse(text)).isInstanceOf(read ? Frame.Call.class : Frame.Broken.class);
    }

    @Test
    void aNameThatIsTooLongForAnyIsRefused() {
        String longest = "N".repeat(100);
        assertThat(parse("[2,\"1\",\"" + longest + "\",{}]")).isEqualTo(new Frame.Call("1", longest, "{}"));
        assertThat(parse("[4,\"1\",\"" + longest + "\"]")).isEqualTo(new Frame.Error("1", longest, ""));
        String longer = longest + "N";
        assertThat(parse("[2,\"1\",\"" + longer + "\",{}]")).isInstanceOfSatisfying(Frame.Broken.class, call -> {
            assertThat(call.id()).isEqualTo("1");
            assertThat(call.answerable()).isTrue();
            assertThat(call.kind()).as("as any action nobody knows").isEqualTo(OcppError.Kind.NOT_IMPLEMENTED);
        });
        assertThat(parse("[6,\"1\",\"" + longer + "\",{}]"))
                .isInstanceOfSatisfying(
                        Frame.Broken.class,
                        send -> assertThat(send.answerable()).isFalse());
        assertThat(parse("[4,\"1\",\"" + longer + "\",\"\",{}]"))
                .isInstanceOfSatisfying(
                        Frame.Broken.class,
                        error -> assertThat(error.answerable()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2,'x','A',{'a':'b'}]",
                "[2,'1','x',{'a':'b'}]",
                "[2,'1','A',{'a':'x'}]",
                "[3,'x',{'a':'b'}]",
                "[3,'1',{'a':'x'}]",
                "[4,'x','A','b',{}]",
                "[4,'1','x','b',{}]",
                "[4,'1','A','x',{}]",
                "[6,'1','x',{'a':'b'}]",
                "[6,'1','A',{'a':'x'}]",
                "[9,'x','A',{'a':'b'}]"
            })
    void everyPartOfAFrameCountsForItsSize(String text) {
        int more = 30;
        Frame small = parse(json(text));
        Frame large = parse(json(text).replace("x", "x".repeat(1 + more)));
        assertThat(large).hasSameClassAs(small);
        assertThat(large.size()).isEqualTo(small.size() + more);
    }

    @Test
    void deeplyOpenedArraysThatNeverCloseDoNoHarm() {
        assertThat(parse("[".repeat(5_000_000))).isInstanceOf(Frame.Broken.class);
        assertThat(parse("{\"a\":".repeat(1_000_000))).isInstanceOf(Frame.Broken.class);
    }

    /** Broken in a thousand ways, a frame is read just when another parser reads it as JSON of the right shape. */
    @Test
    void whatIsJsonAndWhatIsNotIsSeenAsJacksonSeesIt() {
        String[] seeds = {
            json("[2,'19223201','BootNotification',{'chargePointVendor':'VendorX','chargePointModel':'Ü\\u00fc\\n'}]"),
            json(
                    "[2,'a','MeterValues',{'connectorId':1,'meterValue':[{'timestamp':'2026-11-22T10:00:00Z',"
                            + "'sampledValue':[{'value':'-1.5e3'},{'value':'0'}]}],'transactionId':-7,'x':[true,false,null,1.5E-2]}]"),
            json("[3,'b',{'status':'Accepted','list':[[],{},[{}]]}]"),
            json("[4,'c','GenericError','why',{'more':{}}]"),
        };
        Random random = new Random(20261122);
        String alphabet = "[]{}\",:\\ntfu0129.-+eE \u0001xü";
        int readable = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(seeds[round % seeds.length]);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length());
                char letter = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, letter);
                    case 1 -> text.insert(at, letter);
                    case 2 -> text.deleteCharAt(at);
                    default -> text.append(letter);
                }
            }
            Frame frame = parse(text.toString());
            boolean unreadable =
                    frame instanceof Frame.Broken broken && broken.why().startsWith("The frame is not readable");
            if (unreadable == isJsonArray(text.toString())) {
                fail(text + " is read as " + frame);
            }
            readable += unreadable ? 0 : 1;
        }
        assertThat(readable).as("the test tries both").isBetween(2_000, 18_000);
    }

    private static boolean isJsonArray(String text) {
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            parser.skipChildren();
            return array && parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    @Test
    void jacksonIsAskedInEarnest() {
        assertThat(isJsonArray("[1]")).isTrue();
        assertThat(isJsonArray("[1] 2")).isFalse();
        assertThat(isJsonArray("[x]")).isFalse();
        assertThat(isJsonArray("{}")).isFalse();
    }
}
