package org.ohmstead.api.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;

/** Why a file cannot be used, in words for whoever runs the server. */
public final class FileFault {

    /** As Linux tells it, in an exception's message that Java does not tell apart from others. */
    private static final String NO_SPACE = "no space left on device";

    private FileFault() {}

    /**
     * The end of a sentence that begins with the file's name and may go on. May look at the file, whose owner is told. Any thread.
     *
     * @param fault that came of reading or writing it
     */
    public static String words(IOException fault) {
        return switch (fault) {
            case AccessDeniedException denied -> denied(Path.of(denied.getFile()));
            case NoSuchFileException gone -> "is not there";
            case CharacterCodingException binary -> "is no text in UTF-8";
            default -> other(fault);
        };
    }

    private static String denied(Path file) {
        String user = System.getProperty("user.name");
        try {
            return "belongs to " + Files.getOwner(file).getName() + " ("
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    + "), and the server runs as " + user + ": chown " + user + " " + ShellWord.of(file);
        } catch (IOException | UnsupportedOperationException e) {
            return "is where " + user + ", as whom the server runs, may not go";
        }
    }

    private static String other(IOException fault) {
        String reason = fault instanceof FileSystemException known ? known.getReason() : fault.getMessage();
        String told = Objects.requireNonNullElse(reason, fault.getClass().getSimpleName());
        return told.toLowerCase(Locale.ROOT).contains(NO_SPACE)
                ? "cannot be written: the disk is full"
                : "cannot be used: " + told;
    }
}
