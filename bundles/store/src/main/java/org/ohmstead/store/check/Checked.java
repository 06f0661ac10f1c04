package org.ohmstead.store.check;

import java.util.List;

/**
 * What came of one check.
 *
 * @param name of what must hold
 * @param looked at how many things; 0 where they are not counted
 * @param findings a sentence for each thing that is wrong, the first hundred
 * @param wrong how many are
 */
public record Checked(String name, long looked, List<String> findings, long wrong) {}
