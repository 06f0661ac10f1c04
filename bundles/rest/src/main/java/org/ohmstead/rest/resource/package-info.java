/**
 * What a bundle needs to answer under {@code /api/v1}: it registers a {@link org.ohmstead.rest.resource.Resource} with its routes.
 * Who asks, what they may, how much they send and what is written down of it is seen to before and after, in one place for all.
 */
@Export
@Version("0.1.0")
package org.ohmstead.rest.resource;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
