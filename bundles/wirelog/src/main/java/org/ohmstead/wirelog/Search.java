package org.ohmstead.wirelog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.csms.WireLog.Query;
import org.ohmstead.api.model.Page;
import org.ohmstead.wirelog.LogFiles.LogFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One page of a search. Used once. */
final class Search {

    private static final Logger LOG = LoggerFactory.getLogger(Search.class);

    private final Query query;
    private final int limit;
    private final long mostCharacters;
    private final Place start;
    private final List<SeenFrame> found = new ArrayList<>();
    private long read;
    private boolean goneOn;

    /** Where a page ended: in which file, after how many lines. */
    private record Place(String file, long lines) {

        static Place parse(String text) {
            int colon = text.indexOf(':');
            Optional<String> file = colon < 0 ? Optional.empty() : LogFiles.name(text.substring(0, colon));
            try {
                return new Place(file.orElseThrow(), Long.parseLong(text.substring(colon + 1)));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("No page of the wire log ended at " + text, e);
            }
        }

        @Override
        public String toString() {
            return file + ":" + lines;
        }
    }

    /** @param mostCharacters so much is read for one page, roughly */
    Search(Query query, Page.Request request, long mostCharacters) {
        this.query = query;
        this.limit = request.limit();
        this.mostCharacters = mostCharacters;
        this.start = request.after().map(Place::parse).orElse(new Place("", 0));
    }

    Page<SeenFrame> in(LogFiles files) {
        for (LogFile file : files.between(query.from(), query.to())) {
            if (file.name().compareTo(start.file()) >= 0) {
                Optional<Place> end = read(file, file.name().equals(start.file()) ? start.lines() : 0);
                if (end.isPresent()) {
                    return new Page<>(found, end.map(Place::toString));
                }
            }
        }
        return new Page<>(found, Optional.empty());
    }

    /** Empty if the file was read to its end and more may be read. */
    private Optional<Place> read(LogFile file, long skip) {
        long lines = 0;
        try (var in = new BufferedReader(
                new InputStreamReader(new CutGzip(Files.newInputStream(file.path())), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines++;
                if (lines > skip) {
                    // Full only when one more is wanted, so that the last page says that it is the last.
                    if (found.size() == limit && wanted(line).isPresent() || isEnough()) {
                        return Optional.of(new Place(file.name(), lines - 1));
                    }
                    wanted(line).ifPresent(found::add);
                    goneOn = true;
                }
                read += line.length();
            }
        } catch (IOException e) {
            LOG.warn("The wire log file {} cannot be read and is passed over", file.path(), e);
        }
        return Optional.empty();
    }

    /** Passed over is read as well. Each page goes on by a line at least, or it would never end. */
    private boolean isEnough() {
        return goneOn && read > mostCharacters;
    }

    private Optional<SeenFrame> wanted(String line) {
        return query.station().isPresent()
                        && !line.contains(" " + query.station().get() + " ")
                ? Optional.empty()
                : Line.read(line).filter(this::matches);
    }

    private boolean matches(SeenFrame frame) {
        return query.station().map(frame.station()::equals).orElse(true)
                && !frame.at().isBefore(query.from())
                && frame.at().isBefore(query.to());
    }
}
