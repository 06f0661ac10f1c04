package org.ohmstead.api.model;

/**
 * An operator as OCPI names it.
 *
 * @param country two letters, ISO 3166-1
 * @param id three characters
 */
public record Party(String country, String id) {

    public Party {
        if (country.length() != 2 || id.length() != 3) {
            throw new IllegalArgumentException("A party is a two letter country and a three character id");
        }
    }
}
