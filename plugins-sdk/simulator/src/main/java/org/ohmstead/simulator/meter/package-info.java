/** Cars, the outlets they charge at, and the meter between them. */
package org.ohmstead.simulator.meter;
