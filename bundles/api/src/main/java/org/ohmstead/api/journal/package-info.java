/**
 * The journal: what became durable, in commit order. The store implements {@link Journal}; whoever wants to act on facts
 * implements {@link JournalFollower}. {@link Fact} is an open type: followers keep a default branch.
 */
@Export
@Version("0.1.0")
package org.ohmstead.api.journal;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
