package org.ohmstead.settings;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.ohmstead.api.csms.Settings.Component;
import org.ohmstead.api.csms.Settings.File;
import org.ohmstead.api.settings.Counts;

/**
 * What the metadata says of one component (OSGi Compendium 105, OCD and Designate).
 *
 * @param many whether it is a factory
 * @param attributes by key, in the order of the document
 */
record Description(
        String pid,
        boolean many,
        String name,
        String description,
        Counts.When counts,
        Map<String, Attribute> attributes) {

    /** By its name something that nobody describes may be a secret, too. */
    private static final Pattern LOOKS_SECRET =
            Pattern.compile("pass(word|phrase|wd)|secret|credential|private", Pattern.CASE_INSENSITIVE);

    /** Of a key of a component that is perhaps not described. */
    static boolean isSecret(Description description, String key) {
        Attribute known = description == null ? null : description.attributes().get(key);
        return known == null ? LOOKS_SECRET.matcher(key).find() : known.isSecret();
    }

    Component component(List<File> files) {
        return new Component(
                pid,
                many,
                name,
                description,
                attributes.values().stream()
                        .map(attribute -> attribute.field(counts))
                        .toList(),
                files);
    }
}
