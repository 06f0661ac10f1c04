package org.ohmstead.wirelog;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks a file that may have no proper end, because it is being written just now or its server was killed: there it ends, and
 * all before it has been read.
 */
final class CutGzip extends FilterInputStream {

    CutGzip(InputStream packed) throws IOException {
        super(unpacked(packed));
    }

    private static InputStream unpacked(InputStream packed) throws IOException {
        try {
            return new GZIPInputStream(packed, 64 * 1024);
        } catch (EOFException | ZipException e) {
            packed.close();
            return nullInputStream();
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return super.read(into, offset, length);
        } catch (EOFException | ZipException e) {
            return -1;
        }
    }
}
