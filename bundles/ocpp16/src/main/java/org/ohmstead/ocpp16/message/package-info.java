/**
 * What OCPP 1.6 says on the wire: one record per action with its response nested, read and written by streaming. Records may
 * hold null for what was left out; nothing of this package leaves the bundle.
 */
package org.ohmstead.ocpp16.message;
