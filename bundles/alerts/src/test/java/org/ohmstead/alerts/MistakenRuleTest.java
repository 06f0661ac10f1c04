package org.ohmstead.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthCheck.Status;

class MistakenRuleTest {

    @Test
    void saysWhatIsWrongAndWhere() {
        Health health = new MistakenRule("silent", "Unclosed character class").check();

        assertThat(health.status()).isEqualTo(Status.WARN);
        assertThat(health.message()).contains("Unclosed character class");
        assertThat(health.remedy()).contains("config/org.ohmstead.alerts~silent.cfg");
    }
}
