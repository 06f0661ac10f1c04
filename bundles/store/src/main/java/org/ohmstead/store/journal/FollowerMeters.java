package org.ohmstead.store.journal;

import java.util.List;
import java.util.stream.Stream;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.Journal.FollowerState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** How far the followers are, for {@code /metrics}; which of them it is says {@code /api/v1/followers}. */
@Component(
        service = {},
        immediate = true)
public final class FollowerMeters {

    private final Journal journal;
    private final List<Meters.Registration> gauges;

    @Activate
    public FollowerMeters(@Reference Journal journal, @Reference Meters meters) {
        this.journal = journal;
        gauges = List.of(
                meters.gauge(
                        "journal.followers.lag",
                        "Entries before the slowest follower that runs",
                        () -> running().mapToLong(FollowerState::lag).max().orElse(0)),
                meters.gauge(
                        "journal.followers.failing",
                        "Followers that failed and try again",
                        () -> running()
                                .filter(follower -> follower.failure().isPresent())
                                .count()));
    }

    private Stream<FollowerState> running() {
        return journal.followers().stream().filter(FollowerState::running);
    }

    @Deactivate
    void close() {
        gauges.forEach(Meters.Registration::close);
    }
}
