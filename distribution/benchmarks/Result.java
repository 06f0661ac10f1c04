import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the load generator. */
record Result(String json) {

    double rate() {
        return number("callsPerSecond");
    }

    double p99() {
        return number("latencyMs\":\\{[^}]*\"p99");
    }

    double cpuMicros() {
        return number("serverCpuMicrosPerCall");
    }

    double errors() {
        return number("errors");
    }

    double foreignCores() {
        return number("foreignCores");
    }

    /** The first number of that name, which is a regular expression. */
    double number(String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\":([-0-9.E]+)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + key + " in " + json);
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** The last number of that name: several phases of a scenario tell of themselves. */
    double last(String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\":([-0-9.E]+)").matcher(json);
        double found = Double.NaN;
        while (matcher.find()) {
            found = Double.parseDouble(matcher.group(1));
        }
        return found;
    }

    /** What stands after a name up to the next closing bracket. */
    String text(String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\":([^\\]}]*[\\]}])").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }
}
