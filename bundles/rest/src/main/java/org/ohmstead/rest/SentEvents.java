package org.ohmstead.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.ohmstead.rest.resource.EventStream;

/** Events as browsers read them. */
final class SentEvents implements EventStream {

    private final OutputStream out;
    private final Json json;

    SentEvents(OutputStream out, Json json) throws IOException {
        this.out = out;
        this.json = json;
        write("retry: 3000\n\n");
    }

    @Override
    public void tell(String name, Object data) throws IOException {
        write("event: " + name + "\ndata: " + json.text(data) + "\n\n");
    }

    @Override
    public void beat() throws IOException {
        write(":\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
