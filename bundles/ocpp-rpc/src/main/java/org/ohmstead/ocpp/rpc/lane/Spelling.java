package org.ohmstead.ocpp.rpc.lane;

import java.util.EnumMap;
import java.util.Map;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.api.ocpp.OcppError;

/** How a dialect writes the kinds of errors; copied, so that a lane without a dialect can still complain. */
final class Spelling {

    private final Map<OcppError.Kind, String> words = new EnumMap<>(OcppError.Kind.class);

    Spelling(OcppDialect dialect) {
        for (OcppError.Kind kind : OcppError.Kind.values()) {
            words.put(kind, dialect.spell(kind));
        }
    }

    String of(OcppError.Kind kind) {
        return words.get(kind);
    }
}
