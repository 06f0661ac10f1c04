/** A charging station that speaks OCPP 1.6-J, in the words of that edition. */
package org.ohmstead.simulator.ocpp16;
