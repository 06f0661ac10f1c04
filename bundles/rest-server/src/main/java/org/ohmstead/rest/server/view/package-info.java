/** What goes over the wire of this part alone, one record per thing; nothing here decides. */
package org.ohmstead.rest.server.view;
