package org.ohmstead.provisioning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ohmstead.api.settings.Counts;
import org.ohmstead.api.settings.Entries;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One file {@code config/org.ohmstead.provisioning~<name>.cfg}. */
@Component(
        service = RecipeFile.class,
        configurationPid = "org.ohmstead.provisioning",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RecipeFile.Settings.class, factory = true)
public final class RecipeFile {

    /** What is wanted of a kind of station. */
    @Counts(when = Counts.When.AT_NEXT_BOOT)
    @ObjectClassDefinition(
            name = "Settings of stations",
            description =
                    "Which settings stations of a kind get when they boot. Of several files that fit, the one that"
                            + " names firmware, model and vendor most precisely counts.")
    public @interface Settings {

        @AttributeDefinition(description = "The vendor as the station tells it; * stands for any text. Empty: all.")
        String vendor() default "";

        @AttributeDefinition(description = "The model as the station tells it; * stands for any text. Empty: all.")
        String model() default "";

        @AttributeDefinition(description = "The firmware version; * stands for any text. Empty: all.")
        String firmware() default "";

        @AttributeDefinition(description = "Settings as name=value, separated by semicolons. No secrets.")
        @Entries(separator = ";", pattern = Recipe.PAIR, form = "name=value")
        String settings() default "";

        @AttributeDefinition(
                description = "Settings that are lists, such as what is measured, as name=part,part, separated by"
                        + " semicolons. A station that refuses a part gets the list without it.")
        @Entries(separator = ";", pattern = Recipe.LIST, form = "name=part,part")
        String lists() default "";
    }

    private final Recipe recipe;

    @Activate
    public RecipeFile(Settings settings, Map<String, Object> properties) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        Recipe.pairs(settings.lists()).forEach((name, value) -> lists.put(name, Recipe.parts(value)));
        recipe = new Recipe(
                name(String.valueOf(properties.get("service.pid"))),
                settings.vendor().strip(),
                settings.model().strip(),
                settings.firmware().strip(),
                Recipe.pairs(settings.settings()),
                lists);
    }

    Recipe recipe() {
        return recipe;
    }

    private static String name(String pid) {
        return pid.substring(pid.indexOf('~') + 1);
    }
}
