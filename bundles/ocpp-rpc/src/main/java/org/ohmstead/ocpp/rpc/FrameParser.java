package org.ohmstead.ocpp.rpc;

import org.ohmstead.api.ocpp.OcppError;

/** Finds the parts of a frame by their offsets, then says what they amount to. */
final class FrameParser {

    /** "Maximum of 36 characters, to allow for GUIDs" (OCPP-J 1.6 §4.1.4). */
    private static final int MAX_ID = 36;

    /** An action or an error code that is longer is none that anybody knows. */
    private static final int MAX_NAME = 100;

    /** No message type has more parts than a CALLERROR. */
    private static final int MAX_PARTS = 5;

    private final String text;
    private final int[] starts = new int[MAX_PARTS];
    private final int[] ends = new int[MAX_PARTS];
    private int parts;
    private String fault = "";

    private FrameParser(String text) {
        this.text = text;
    }

    static Frame parse(String text, int maxDepth) {
        FrameParser parser = new FrameParser(text);
        parser.split(new JsonScanner(text, maxDepth));
        return parser.frame();
    }

    /** Notes where the parts are; those before a fault stay known, so that the id can be echoed. */
    private void split(JsonScanner scanner) {
        scanner.skipSpace();
        if (!scanner.skip('[')) {
            fault = "a frame is a JSON array";
            return;
        }
        scanner.skipSpace();
        if (!scanner.skip(']') && !splitParts(scanner)) {
            return;
        }
        scanner.skipSpace();
        if (!scanner.atEnd()) {
            fault = "something follows its end";
        }
    }

    private boolean splitParts(JsonScanner scanner) {
        do {
            scanner.skipSpace();
            int start = scanner.at();
            if (!scanner.skipValue(1)) {
                fault = scanner.fault() + " (character " + (scanner.at() + 1) + ")";
                return false;
            }
            if (parts < MAX_PARTS) {
                starts[parts] = start;
                ends[parts] = scanner.at();
            }
            parts++;
            scanner.skipSpace();
        } while (scanner.skip(','));
        if (!scanner.skip(']')) {
            fault = scanner.atEnd() ? "it ends too early" : "a comma or a closing bracket is missing";
            return false;
        }
        return true;
    }

    private Frame frame() {
        char type = parts > 0 && ends[0] - starts[0] == 1 ? text.charAt(starts[0]) : 0;
        boolean answerable = type != '3' && type != '4' && type != '6';
        if (!fault.isEmpty()) {
            OcppError.Kind kind = parts > 1 ? OcppError.Kind.FORMAT_VIOLATION : OcppError.Kind.RPC_FRAMEWORK_ERROR;
            return broken(answerable, kind, "The frame is not readable: " + fault + ".");
        }
        if (parts == 0) {
            return broken(true, OcppError.Kind.RPC_FRAMEWORK_ERROR, "The frame is empty.");
        }
        if (answerable && type != '2') {
            return broken(true, OcppError.Kind.MESSAGE_TYPE_NOT_SUPPORTED, "The first part of a frame is 2, 3 or 4.");
        }
        if (parts == 1 || !isString(1)) {
            return broken(
                    answerable, OcppError.Kind.RPC_FRAMEWORK_ERROR, "The second part of a frame is its id, a string.");
        }
        String id = string(1);
        if (id.isEmpty() || id.length() > MAX_ID) {
            return broken(answerable, OcppError.Kind.RPC_FRAMEWORK_ERROR, "A message id has 1 to 36 characters.");
        }
        return switch (type) {
            case '3' -> result(id);
            case '4' -> error(id);
            default -> request(id, answerable);
        };
    }

    private Frame request(String id, boolean answerable) {
        if (parts != 4) {
            return malformed(answerable, "A call has four parts: type, id, action and payload.");
        }
        if (!isString(2) || ends[2] - starts[2] == 2) {
            return malformed(answerable, "The third part of a call is its action, a string.");
        }
        String payload = payload(3);
        if (payload.isEmpty()) {
            return malformed(answerable, "The payload of a call is an object.");
        }
        if (isTooLong(2)) {
            return broken(answerable, OcppError.Kind.NOT_IMPLEMENTED, "No action has more than 100 characters.");
        }
        String action = string(2);
        return answerable ? new Frame.Call(id, action, payload) : new Frame.Send(id, action, payload);
    }

    private Frame result(String id) {
        if (parts != 3) {
            return malformed(false, "A result has three parts: type, id and payload.");
        }
        String payload = payload(2);
        return payload.isEmpty()
                ? malformed(false, "The payload of a result is an object.")
                : new Frame.Result(id, payload);
    }

    /** Only the code is insisted on: an error without a description is still an error. */
    private Frame error(String id) {
        if (parts < 3 || parts > 5 || !isString(2)) {
            return malformed(false, "An error has a code, a description and details.");
        }
        if (isTooLong(2)) {
            return malformed(false, "No error code has more than 100 characters.");
        }
        return new Frame.Error(id, string(2), parts > 3 && isString(3) ? string(3) : "");
    }

    /** "JSON allows for two notations: null or an empty object" (OCPP-J 1.6 §4.2.1); empty when it is neither. */
    private String payload(int part) {
        return switch (text.charAt(starts[part])) {
            case '{' -> text.substring(starts[part], ends[part]);
            case 'n' -> "{}";
            default -> "";
        };
    }

    private Frame malformed(boolean answerable, String why) {
        return broken(answerable, OcppError.Kind.FORMAT_VIOLATION, why);
    }

    private Frame broken(boolean answerable, OcppError.Kind kind, String why) {
        boolean readable = parts > 1 && isString(1) && ends[1] - starts[1] > 2;
        return new Frame.Broken(readable ? string(1) : Frame.UNREADABLE_ID, answerable, kind, why);
    }

    private boolean isString(int part) {
        return text.charAt(starts[part]) == '"';
    }

    /** By the characters between its quotes, as they stand. */
    private boolean isTooLong(int part) {
        return ends[part] - starts[part] - 2 > MAX_NAME;
    }

    private String string(int part) {
        return JsonText.unquote(text, starts[part], ends[part]);
    }
}
