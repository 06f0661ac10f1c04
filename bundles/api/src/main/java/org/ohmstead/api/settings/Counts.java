package org.ohmstead.api.settings;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When a changed setting counts, and what that does to others. Stands at the {@code @ObjectClassDefinition} for all of its
 * settings, or at one of them for that one; without it a change counts at once. The build writes it into the metadata of the
 * bundle, and people are told before and after they change something.
 */
@XMLAttribute(namespace = Counts.NAMESPACE, prefix = "counts", embedIn = "*")
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Counts {

    /** Of the attribute in the metadata. */
    String NAMESPACE = "https://ohmstead.org/xmlns/settings/counts/v1";

    /** When it counts. */
    When when();

    /** When a change counts. */
    enum When {
        /** As soon as the file is read. */
        AT_ONCE,
        /** For each station when it boots the next time. */
        AT_NEXT_BOOT,
        /** At once, and all stations are disconnected and come back for it. */
        STATIONS_RECONNECT,
        /** At once, and the port for people closes and opens anew for it. */
        PORT_REOPENS,
        /** After a restart of the server. */
        AFTER_RESTART
    }
}
