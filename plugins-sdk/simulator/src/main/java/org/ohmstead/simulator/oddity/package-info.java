/** Stations that misbehave as real ones do, each misbehaviour by its name. */
package org.ohmstead.simulator.oddity;
