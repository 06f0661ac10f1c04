package org.ohmstead.rest.stations.view;

import java.util.List;
import java.util.Optional;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.model.Outcome;

/**
 * What a station told of its settings.
 *
 * @param settings in the station's order
 * @param unknown names it does not know
 */
public record SettingsReport(
        Outcome.Kind outcome,
        Optional<String> word,
        Optional<String> reason,
        List<SettingsControl.Setting> settings,
        List<String> unknown) {

    public static SettingsReport of(SettingsControl.Report report) {
        Outcome outcome = report.outcome();
        return new SettingsReport(
                outcome.kind(), outcome.word(), outcome.reason(), report.settings(), report.unknown());
    }
}
