package org.ohmstead.maintenance;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a backup: a zip file whose manifest comes last. Without its end it is no zip file. */
final class ArchiveWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final ZipOutputStream zip;
    private final Map<String, Manifest.Sum> sums = new TreeMap<>();

    ArchiveWriter(Path path) throws IOException {
        file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
        zip.setLevel(1);
    }

    /**
     * Adds the files below a directory, if there is one.
     *
     * @return the links there, which are not in the backup
     */
    List<Path> addTree(String name, Path directory) throws IOException {
        return Trees.read(
                directory, (path, content) -> add(name + "/" + path.toString().replace('\\', '/'), content));
    }

    void add(String name, byte[] content) throws IOException {
        add(name, new ByteArrayInputStream(content));
    }

    private void add(String name, InputStream content) throws IOException {
        MessageDigest digest = Checksum.sha256();
        zip.putNextEntry(new ZipEntry(name));
        long size = Checksum.copy(content, zip, digest);
        zip.closeEntry();
        sums.put(name, new Manifest.Sum(size, Checksum.text(digest)));
    }

    /** The files so far. */
    Map<String, Manifest.Sum> sums() {
        return Map.copyOf(sums);
    }

    /** Writes the manifest and puts everything on disk. */
    void finish(Manifest manifest) throws IOException {
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(manifest.write());
        zip.closeEntry();
        zip.finish();
        zip.flush();
        file.force(true);
    }

    @Override
    public void close() throws IOException {
        // Not the zip stream: it would try to write an end, on a disk that may be full.
        file.close();
    }
}
