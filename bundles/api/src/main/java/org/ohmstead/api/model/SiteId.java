package org.ohmstead.api.model;

/**
 * The key of a {@link Location}.
 *
 * @param value 1 to 36 characters
 */
public record SiteId(String value) {

    /** The site every station belongs to until somebody says otherwise; always there. */
    public static final SiteId DEFAULT = new SiteId("default");

    public SiteId {
        if (value.isEmpty() || value.length() > 36) {
            throw new IllegalArgumentException("A site id has 1 to 36 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
