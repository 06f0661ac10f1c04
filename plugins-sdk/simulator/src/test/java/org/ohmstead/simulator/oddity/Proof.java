package org.ohmstead.simulator.oddity;

import static java.util.Map.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ohmstead.simulator.oddity.Witness.Call;

/** What shows, in the frames of one session, that a station misbehaves as its oddity says. */
interface Proof {

    boolean holds(Witness witness);

    int TRANSACTION_GIVEN = 4711;

    Map<String, Proof> ALL = Map.ofEntries(
            entry(
                    "retries-start-with-new-id",
                    seen -> pairs(seen.calls("StartTransaction"))
                            .anyMatch(two -> two.one.payload().equals(two.other.payload())
                                    && !two.one.id().equals(two.other.id()))),
            entry(
                    "answers-lost",
                    seen -> pairs(seen.calls())
                            .anyMatch(two ->
                                    two.one.text().equals(two.other.text()) && two.one.line() == two.other.line())),
            entry(
                    "ids-restart-at-one",
                    seen -> seen.lines().size() == 2
                            && seen.lines().stream()
                                    .allMatch(
                                            line -> line.calls().getFirst().id().equals("1"))),
            entry(
                    "same-id-other-payload",
                    seen -> pairs(seen.calls())
                            .anyMatch(two -> two.one.id().equals(two.other.id())
                                    && two.one.line() == two.other.line()
                                    && !two.one.payload().equals(two.other.payload()))),
            entry("stop-with-zero-id", seen -> only(seen, "StopTransaction", stop -> is(stop, "transactionId", 0))),
            entry("stop-with-minus-one", seen -> only(seen, "StopTransaction", stop -> is(stop, "transactionId", -1))),
            entry(
                    "stop-with-own-number",
                    seen -> only(seen, "StopTransaction", stop -> !is(stop, "transactionId", TRANSACTION_GIVEN))),
            entry("skips-stop", seen -> seen.calls("StopTransaction").isEmpty()),
            entry(
                    "values-after-stop",
                    seen -> last(seen, "MeterValues") > last(seen, "StopTransaction")
                            && last(seen, "StopTransaction") >= 0),
            entry(
                    "stop-before-start",
                    seen -> last(seen, "StopTransaction") < last(seen, "StartTransaction")
                            && last(seen, "StopTransaction") >= 0),
            entry(
                    "ends-while-status-flaps",
                    seen -> statuses(during(seen)).equals("Charging Available Charging Available Charging Available ")),
            entry("available-while-charging", seen -> statuses(during(seen)).equals("Available ")),
            entry(
                    "offline-for-days",
                    seen -> seen.calls("StopTransaction").getFirst().line()
                                    != seen.lines().getFirst()
                            && times(seen.calls("StatusNotification").stream())
                                    .anyMatch(at -> at.isAfter(times(seen.calls("StopTransaction").stream())
                                            .findFirst()
                                            .orElseThrow()
                                            .plus(Duration.ofDays(3))))),
            entry(
                    "meter-start-sentinel",
                    seen -> only(seen, "StartTransaction", start -> is(start, "meterStart", Integer.MAX_VALUE))),
            entry(
                    "meter-start-zero-then-odometer",
                    seen -> only(seen, "StartTransaction", start -> is(start, "meterStart", 0))
                            && only(seen, "StopTransaction", stop -> (int) stop.member("meterStop") > 10_000)),
            entry(
                    "register-resets-at-boot",
                    seen -> seen.calls("BootNotification").size() == 2
                            && only(seen, "StopTransaction", stop -> is(stop, "meterStop", 0))),
            entry(
                    "register-resets-per-transaction",
                    seen -> only(seen, "StartTransaction", start -> is(start, "meterStart", 0))
                            && only(seen, "StopTransaction", stop -> is(stop, "meterStop", 2_400))),
            entry("kwh-units", seen -> sampled(seen, "unit").anyMatch("kWh"::equals)),
            entry("comma-decimals", seen -> sampled(seen, "value").anyMatch(value -> value.contains(","))),
            entry("suffixed-measurands", seen -> sampled(seen, "measurand").anyMatch("Voltage.L1-N"::equals)),
            entry(
                    "empty-sampled-value",
                    seen -> only(
                            seen, "MeterValues", reading -> reading.samples().isEmpty())),
            entry(
                    "repeats-transaction-data",
                    seen -> seen.calls("MeterValues").stream()
                            .allMatch(reading -> String.valueOf(seen.calls("StopTransaction")
                                            .getFirst()
                                            .member("transactionData"))
                                    .contains(reading.samples().toString()))),
            entry(
                    "long-serial",
                    seen -> only(
                            seen,
                            "BootNotification",
                            boot -> ((String) boot.member("chargePointSerialNumber")).length() == 34)),
            entry("empty-vendor", seen -> only(seen, "BootNotification", boot -> is(boot, "chargePointVendor", ""))),
            entry("tag-suffix", seen -> only(seen, "StartTransaction", start -> is(start, "idTag", "04A1B2-17651234"))),
            entry(
                    "clock-1970",
                    seen -> times(seen.calls().stream())
                            .allMatch(at -> at.toString().startsWith("1970"))),
            entry(
                    "clock-2014",
                    seen -> times(seen.calls().stream())
                            .allMatch(at -> at.toString().startsWith("2014"))),
            entry("local-time-as-utc", seen -> ahead(seen, 60) || ahead(seen, 120)),
            entry(
                    "clock-jumps",
                    seen -> ahead(seen, -47)
                            && Duration.between(
                                                    times(seen.calls("MeterValues").stream())
                                                            .toList()
                                                            .getLast(),
                                                    times(seen.calls("StopTransaction").stream())
                                                            .findFirst()
                                                            .orElseThrow())
                                            .toMinutes()
                                    == 47),
            entry(
                    "no-boot-after-reconnect",
                    seen -> seen.lines().size() > 1
                            && seen.lines().getLast().calls().stream()
                                    .noneMatch(call -> call.action().equals("BootNotification"))),
            entry("never-pings", seen -> seen.lines().stream().allMatch(line -> line.pings == 0)),
            entry("drops-on-second-call", seen -> seen.lines().size() > 1),
            entry(
                    "duplicate-socket",
                    seen -> seen.lines().stream().anyMatch(line -> line.calls().isEmpty() && !line.ended)),
            entry("half-open", seen -> seen.lines().size() > 1 && !seen.lines().getFirst().ended),
            entry("boots-in-a-loop", seen -> seen.calls("BootNotification").size() == 6),
            entry(
                    "frames-while-pending",
                    seen -> !seen.calls("StatusNotification").isEmpty()),
            entry("ignores-remote-start", Proof::promisesWhatItCannotDo),
            entry("ignores-remote-stop", Proof::promisesWhatItCannotDo),
            entry(
                    "broken-json",
                    seen -> seen.sent().stream()
                            .anyMatch(frame -> frame instanceof String text && !text.endsWith("]"))),
            entry("unknown-action", seen -> !seen.calls("MakeCoffee").isEmpty()),
            entry(
                    "wrong-direction",
                    seen -> !seen.calls("RemoteStartTransaction").isEmpty()),
            entry(
                    "huge-frame",
                    seen -> seen.calls().stream().anyMatch(call -> call.text().length() > 2_000_000)),
            entry("binary-frame", seen -> seen.sent().stream().anyMatch(byte[].class::isInstance)),
            entry("invalid-utf8", seen -> seen.garbled == 1007));

    /** Two calls of one session. */
    record Two(Call one, Call other) {}

    private static Stream<Two> pairs(List<Call> calls) {
        return calls.stream()
                .flatMap(one -> calls.stream().filter(other -> other != one).map(other -> new Two(one, other)));
    }

    private static boolean only(Witness seen, String action, Predicate<Call> such) {
        var calls = seen.calls(action);
        return !calls.isEmpty() && calls.stream().allMatch(such);
    }

    private static boolean promisesWhatItCannotDo(Witness seen) {
        return seen.sent().stream().anyMatch(frame -> frame instanceof String text && text.contains("\"Accepted\""));
    }

    private static boolean is(Call call, String member, Object value) {
        return Objects.equals(call.member(member), value);
    }

    private static int last(Witness seen, String action) {
        return seen.calls().stream().map(Call::action).toList().lastIndexOf(action);
    }

    /** The calls from the start to the stop. */
    private static List<Call> during(Witness seen) {
        return seen.calls().subList(last(seen, "StartTransaction"), last(seen, "StopTransaction"));
    }

    private static String statuses(List<Call> calls) {
        var text = new StringBuilder();
        calls.stream()
                .filter(call -> call.action().equals("StatusNotification"))
                .forEach(status -> text.append(status.member("status")).append(' '));
        return text.toString();
    }

    private static Stream<Instant> times(Stream<Call> calls) {
        return calls.filter(call ->
                        call.payload().containsKey("timestamp") || call.action().equals("MeterValues"))
                .map(call -> call.action().equals("MeterValues")
                        ? ((Map<?, ?>) ((List<?>) call.member("meterValue")).getFirst()).get("timestamp")
                        : call.member("timestamp"))
                .map(time -> Instant.parse((String) time));
    }

    private static Stream<String> sampled(Witness seen, String member) {
        return seen.calls().stream()
                .filter(call -> call.payload().containsKey("meterValue")
                        || call.payload().containsKey("transactionData"))
                .flatMap(call -> call.samples().stream())
                .map(sample -> String.valueOf(sample.get(member)));
    }

    /** Whether the first status is told so many minutes before its time; by default a simulated station begins six hours ago. */
    private static boolean ahead(Witness seen, int minutes) {
        var told = times(seen.calls("StatusNotification").stream()).findFirst().orElseThrow();
        var right = Instant.now().minus(Duration.ofHours(6));
        return Math.abs(Duration.between(right, told).minusMinutes(minutes).toMinutes()) < 5;
    }
}
