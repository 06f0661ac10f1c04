package org.ohmstead.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup to be read. */
final class Archive implements AutoCloseable {

    private final ZipFile zip;
    private final Manifest manifest;

    private Archive(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    static Archive open(Path path) throws IOException, Refused {
        if (!Files.isRegularFile(path)) {
            throw new Refused("there is no file " + path + ".");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException e) {
            throw new Refused(path + " is no backup, or it is damaged: " + e.getMessage() + ".", e);
        }
        try {
            ZipEntry entry = zip.getEntry(Manifest.NAME);
            if (entry == null) {
                throw new Refused(path + " is no backup of Ohmstead: it has no manifest.");
            }
            return new Archive(zip, Manifest.read(read(zip, entry)));
        } catch (Refused | IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /** Reads everything and compares it with the manifest. */
    void verify() throws IOException, Refused {
        Set<String> present = zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
        present.remove(Manifest.NAME);
        if (!present.equals(manifest.files().keySet())) {
            throw new Refused("the backup is damaged: its files are not those of its manifest.");
        }
        for (Map.Entry<String, Manifest.Sum> file : manifest.files().entrySet()) {
            MessageDigest digest = Checksum.sha256();
            long size;
            try (InputStream in = zip.getInputStream(zip.getEntry(file.getKey()))) {
                size = Checksum.copy(in, OutputStream.nullOutputStream(), digest);
            } catch (ZipException e) {
                throw damaged(file.getKey());
            }
            if (!new Manifest.Sum(size, Checksum.text(digest)).equals(file.getValue())) {
                throw damaged(file.getKey());
            }
        }
    }

    private static Refused damaged(String name) {
        return new Refused("the backup is damaged: " + name + " does not have its checksum. Take an older backup.");
    }

    /** Writes the files of one folder of the backup into a directory. */
    void extract(String folder, Path directory) throws IOException, Refused {
        Files.createDirectories(directory);
        for (String name : manifest.files().keySet()) {
            if (name.startsWith(folder + "/")) {
                Path path =
                        directory.resolve(name.substring(folder.length() + 1)).normalize();
                if (!path.startsWith(directory)) {
                    throw new Refused("the backup names a file outside of its folders: " + name + ".");
                }
                Files.createDirectories(path.getParent());
                try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
                    Files.copy(in, path);
                }
            }
        }
    }

    byte[] read(String name) throws IOException {
        return read(zip, zip.getEntry(name));
    }

    private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
