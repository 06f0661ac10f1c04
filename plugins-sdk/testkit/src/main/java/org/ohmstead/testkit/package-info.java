/** In-memory twins of what the server offers, for tests of dialects, drivers and plugins without socket, database or OSGi. */
package org.ohmstead.testkit;
