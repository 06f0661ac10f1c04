package org.ohmstead.api.journal;

/**
 * A fact whose record is not here: written by a newer release, or by a plugin that is gone.
 *
 * @param kind what it was called
 * @param version the version of its shape
 * @param json as it was written
 */
public record UnknownFact(String kind, int version, String json) implements Fact {}
