/**
 * The words everybody shares: immutable values named after OCPP 2.0.1 and OCPI terms. They check their own ranges and
 * decide nothing. Everybody may import them.
 */
@Export
@Version("0.1.0")
package org.ohmstead.api.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
