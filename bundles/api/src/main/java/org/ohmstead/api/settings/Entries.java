package org.ohmstead.api.settings;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text that is a list of entries of one form. The build writes it into the metadata of the bundle (OSGi Compendium 105.8
 * allows attributes of other namespaces), so that a mistake is found before the component is asked.
 */
@XMLAttribute(namespace = Entries.NAMESPACE, prefix = "entries", embedIn = "*")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Entries {

    /** Of the attributes in the metadata. */
    String NAMESPACE = "https://ohmstead.org/xmlns/settings/entries/v1";

    /** What stands between two entries. Blank entries count for nothing. */
    String separator();

    /** A regular expression that the whole of each entry matches, without the blanks around it. */
    String pattern();

    /** The form in words, such as {@code name=value}. */
    String form();
}
