/**
 * The services the core offers. The domain bundles implement them; dialects, drivers, REST, routes and plugins call them.
 */
@Export
@Version("0.1.0")
package org.ohmstead.api.csms;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
