/** What the stations said, what of it was acknowledged, and what the CSMS did wrong. */
package org.ohmstead.simulator.ledger;
