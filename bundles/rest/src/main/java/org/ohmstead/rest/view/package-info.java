/**
 * What goes over the wire, one record per thing; nothing here decides. Ids are text, times ISO 8601 in UTC, energy in Wh, power
 * in W. Optional components are left out where there is nothing. The OpenAPI description is derived from these records.
 */
package org.ohmstead.rest.view;
