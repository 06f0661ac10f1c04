package org.ohmstead.ocpp16;

import org.junit.jupiter.api.BeforeEach;
import org.ohmstead.api.csms.Provisioning.State;
import org.ohmstead.api.model.StationId;
import org.ohmstead.testkit.InMemoryCsms;

/** How stations are brought to their settings, and how they get away with not being brought (OCPP 1.6 §4.2, §5.3, §5.8). */
abstract class ProvisioningScene {

    static final String SAMPLED = "MeterValuesSampledData";

    static final String ENERGY = "Energy.Active.Import.Register";

    final InMemoryCsms csms = new InMemoryCsms()
            .withStation("CP-1")
            .withStation("CP-2")
            .withStation("CP-3")
            .withToken("04A1B2C3")
            .withSettings(
                    "acme*",
                    "HeartbeatInterval=300; LocalPreAuthorize=false",
                    SAMPLED + "=" + ENERGY + ",Power.Active.Import,SoC");

    final ConfigurableStation station = new ConfigurableStation(csms, "CP-1");

    @BeforeEach
    void settings() {
        settings(station);
    }

    static void settings(ConfigurableStation of) {
        of.settings.put("HeartbeatInterval", "14400");
        of.settings.put("LocalPreAuthorize", "False");
        of.settings.put(SAMPLED, ENERGY);
    }

    State state() {
        return csms.provisioning().state(new StationId("CP-1")).orElseThrow();
    }

    String configured() {
        station.boots();
        csms.doWhatWaits();
        return station.boots();
    }
}
