package org.ohmstead.rest.charging.view;

import java.util.List;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

/**
 * Where anybody may charge.
 *
 * @param sites at every station of these
 * @param stations at these, wherever they stand
 */
public record FreeVendView(List<String> sites, List<String> stations) {

    public static FreeVendView of(FreeVend free) {
        return new FreeVendView(
                free.sites().stream().map(SiteId::value).sorted().toList(),
                free.stations().stream().map(StationId::value).sorted().toList());
    }
}
