/**
 * Places that know tokens. Plugins implement {@link AuthorizationSource}; the authorization bundle asks them in rank order
 * within one time budget.
 */
@Export
@Version("0.1.0")
package org.ohmstead.api.authorization;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
