/** OCPP 1.6-J: what it says becomes neutral words, what is asked of a station becomes its messages. */
package org.ohmstead.ocpp16;
