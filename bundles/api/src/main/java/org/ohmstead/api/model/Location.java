package org.ohmstead.api.model;

import java.time.ZoneId;
import java.util.Currency;

/**
 * A site: where stations stand, in which time zone people read its times and in which currency it charges (OCPI Location).
 *
 * @param id its key
 * @param name what people call it
 * @param zone the zone its times are shown in
 * @param currency what is charged there
 * @param party who operates it
 */
public record Location(SiteId id, String name, ZoneId zone, Currency currency, Party party) {}
