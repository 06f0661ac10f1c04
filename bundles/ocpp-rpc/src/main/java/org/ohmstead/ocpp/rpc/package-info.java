/**
 * What a door and the lanes behind it say to each other. A door that has accepted a connection opens a {@link Lane}, hands it
 * every text it receives and gives it a {@link Wire} to answer on; it knows nothing of OCPP beyond the name of the subprotocol.
 */
@Export
@Version("0.1.0")
package org.ohmstead.ocpp.rpc;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
