package org.ohmstead.rest.server.view;

import org.ohmstead.api.model.Location;

/**
 * Where stations stand.
 *
 * @param zone the IANA time zone its times are shown in
 * @param currency ISO 4217
 */
public record SiteView(String id, String name, String zone, String currency) {

    public static SiteView of(Location site) {
        return new SiteView(
                site.id().value(),
                site.name(),
                site.zone().getId(),
                site.currency().getCurrencyCode());
    }
}
