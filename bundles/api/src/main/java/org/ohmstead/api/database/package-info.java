/**
 * What a database engine must give the store: a DataSource, its SQL dialect and an interpretation of its errors.
 * Database bundles implement {@link DatabaseEngine}; the store calls it, and offers {@link DatabaseCopy}.
 */
@Export
@Version("0.3.0")
package org.ohmstead.api.database;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
