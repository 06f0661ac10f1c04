/** OCPP-J frames and the connections they travel on, the same for every protocol version. */
package org.ohmstead.simulator.wire;
