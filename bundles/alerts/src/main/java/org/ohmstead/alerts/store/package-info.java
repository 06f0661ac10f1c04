/**
 * What the alerts ledger needs to be durable. The bundle calls this port; the store implements it, and an in-memory twin serves tests.
 * Every method is one unit of work: durable when it returns, harmless to repeat, and blocking unless said otherwise.
 */
@Export
@Version("0.1.0")
package org.ohmstead.alerts.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
