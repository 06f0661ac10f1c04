/** Simulated time: as fast as the wall clock, faster, or in steps. */
package org.ohmstead.simulator.time;
