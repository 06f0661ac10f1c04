/** How single stations, models and vendors want to be spoken to. */
package org.ohmstead.ocpp.rpc.policy;
