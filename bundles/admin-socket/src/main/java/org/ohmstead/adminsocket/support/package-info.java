/** What {@code ohmstead support-bundle} gathers. */
package org.ohmstead.adminsocket.support;
