package org.ohmstead.plugins;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Whether jars in {@code plugins/} run. Read by {@link Activator}. */
@ObjectClassDefinition(
        pid = PluginSettings.PID,
        name = "Plugins",
        description = "The jars in the folder plugins/ of the home, which run inside the server.")
@interface PluginSettings {

    String PID = "org.ohmstead.plugins";

    @AttributeDefinition(
            description = "Whether jars in plugins/ are installed and run. If not, those that run end, and the jars"
                    + " stay where they are.")
    boolean enabled() default true;
}
