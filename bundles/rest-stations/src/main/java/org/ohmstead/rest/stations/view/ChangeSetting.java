package org.ohmstead.rest.stations.view;

/** A setting and its new value. */
public record ChangeSetting(String name, String value) {

    /** Without the value, which may be a password. */
    @Override
    public String toString() {
        return "ChangeSetting[" + name + "]";
    }
}
