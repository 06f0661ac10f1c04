/** Many stations with many drivers, for demonstrations and load. */
package org.ohmstead.simulator.fleet;
