package org.ohmstead.store.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.StationId;

/**
 * The facts of one commit in the order they get their numbers. Facts that come with every message of every station
 * ({@link Append#packed}) share rows: a row of its own in the journal would cost more than the reading it speaks of. A fact
 * may move past facts of other stations for that, never past one of its own.
 */
public final class Batch {

    private static final int PACK_CHARACTERS = 24_000;

    private final List<List<Append>> rows = new ArrayList<>();
    private final Set<StationId> spokenSincePack = new HashSet<>();
    private List<Append> pack;
    private int packCharacters;
    private int size;

    public void add(Append entry) {
        size++;
        if (entry.packed()) {
            pack(entry);
        } else {
            rows.add(List.of(entry));
            entry.station().ifPresent(spokenSincePack::add);
        }
    }

    private void pack(Append entry) {
        Optional<StationId> station = entry.station();
        boolean overtakes = station.isPresent() && spokenSincePack.contains(station.get());
        if (pack == null || overtakes || packCharacters > PACK_CHARACTERS) {
            pack = new ArrayList<>();
            packCharacters = 0;
            spokenSincePack.clear();
            rows.add(pack);
        }
        pack.add(entry);
        packCharacters += entry.json().length() + PackedRow.ENVELOPE_CHARACTERS;
    }

    /** How many facts. */
    public int size() {
        return size;
    }

    /** Facts that share a row, in order. */
    List<List<Append>> rows() {
        return rows;
    }
}
