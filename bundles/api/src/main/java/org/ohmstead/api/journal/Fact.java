package org.ohmstead.api.journal;

/**
 * Something that happened, as a record of simple components: text, numbers, booleans, instants, enums, records of these,
 * optionals and lists. An open type: new facts appear with every release. Tokens are stored as references and come back as the
 * token, or as empty once the person was erased; so every token component is an {@code Optional<IdToken>}.
 */
public interface Fact {

    /** What it is called in the journal and by followers: the simple name of its record, at most 60 characters. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /** The version of the record's shape, from 1. Old versions stay readable for ever. */
    default int version() {
        return 1;
    }
}
