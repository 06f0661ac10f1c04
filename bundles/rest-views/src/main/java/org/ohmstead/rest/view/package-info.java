/**
 * What several parts of REST show alike, one record per thing; nothing here decides. Ids are text, times ISO 8601 in UTC, energy in
 * Wh, power in W. Optional components are left out where there is nothing. The OpenAPI description is derived from these records.
 */
@Export
@Version("0.1.0")
package org.ohmstead.rest.view;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
