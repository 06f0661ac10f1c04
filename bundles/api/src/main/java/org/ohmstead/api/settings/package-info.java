/**
 * What a component says of its settings beyond the OSGi metatype annotations. Components write it beside their
 * {@code @AttributeDefinition}; {@code settings} reads it from the bundle and checks a file before anybody is given it.
 */
@Export
@Version("0.1.0")
package org.ohmstead.api.settings;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
