/**
 * What the operator may ask of a station, one interface per capability. Dialects and local drivers implement them; REST,
 * console and routes call them through {@link org.ohmstead.api.csms.Stations#control}.
 */
@Export
@Version("0.1.0")
package org.ohmstead.api.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
