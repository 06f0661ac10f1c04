package org.ohmstead.stations;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Topology;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What the files say about which connectors share an EVSE. They come and go while stations stay connected. Thread-safe. */
@Component(service = Topologies.class)
public final class Topologies {

    private final List<TopologyFile> files = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFile(TopologyFile file) {
        files.add(file);
    }

    public void removeFile(TopologyFile file) {
        files.remove(file);
    }

    /**
     * What is wanted of a station; empty where no file speaks of it. Then it stays as it is: files are read a little after the
     * start, and a boot may come before.
     */
    Optional<Topology> wanted(StationId station, Hardware hardware) {
        return files.stream()
                .sorted(TopologyFile.MOST_PRECISE)
                .filter(file -> file.applies(station, Optional.of(hardware)))
                .findFirst()
                .map(TopologyFile::topology);
    }
}
