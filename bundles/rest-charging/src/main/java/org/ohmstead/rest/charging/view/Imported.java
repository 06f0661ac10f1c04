package org.ohmstead.rest.charging.view;

import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Token;

/**
 * @param imported how many lines were taken
 * @param warning what somebody should look at in them
 */
public record Imported(int imported, Optional<String> warning) {

    public static Imported of(List<Token> tokens) {
        long tooLong = tokens.stream().filter(TokenView::isTooLongForOcpp16).count();
        return new Imported(
                tokens.size(),
                tooLong == 0
                        ? Optional.empty()
                        : Optional.of("Of these numbers " + tooLong + " are " + TokenView.TOO_LONG_FOR_OCPP16 + "."));
    }
}
