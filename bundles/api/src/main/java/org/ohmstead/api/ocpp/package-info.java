/**
 * What a protocol version implements. The transport finds {@link OcppDialect} services by WebSocket subprotocol, opens one
 * {@link OcppSession} per connection and hands it an {@link OcppCaller}; payloads cross this border as JSON text.
 */
@Export
@Version("0.1.0")
package org.ohmstead.api.ocpp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
