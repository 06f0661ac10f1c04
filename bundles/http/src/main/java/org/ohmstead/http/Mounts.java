package org.ohmstead.http;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** Who answers for which path. Handlers come and go while requests run. */
final class Mounts extends Handler.Abstract {

    private record Mount(String path, Handler handler) {

        boolean serves(String asked) {
            return path.equals("/")
                    || asked.startsWith(path)
                            && (asked.length() == path.length() || asked.charAt(path.length()) == '/');
        }
    }

    private final List<Mount> mounts = new CopyOnWriteArrayList<>();
    private volatile boolean open;

    void add(List<String> paths, Handler handler, Server server) {
        try {
            handler.setServer(server);
            handler.start();
        } catch (Exception e) {
            throw new IllegalStateException("What should serve " + paths + " does not start: " + e.getMessage(), e);
        }
        // The newest first, so that a replacement takes over before its predecessor goes.
        paths.forEach(path -> mounts.addFirst(new Mount(path, handler)));
    }

    void remove(Handler handler) {
        mounts.removeIf(mount -> mount.handler() == handler);
        try {
            handler.stop();
        } catch (Exception e) {
            throw new IllegalStateException("A handler does not stop: " + e.getMessage(), e);
        }
    }

    Set<String> paths() {
        return mounts.stream().map(Mount::path).collect(Collectors.toSet());
    }

    /** From now on a path that nobody serves is unknown rather than not there yet. */
    void open() {
        open = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String asked = Request.getPathInContext(request);
        Mount best = null;
        for (Mount mount : mounts) {
            if (mount.serves(asked)
                    && (best == null || mount.path().length() > best.path().length())) {
                best = mount;
            }
        }
        if (best != null && best.handler().handle(request, response, callback)) {
            return true;
        }
        if (open) {
            ProblemDetails.write(response, callback, HttpStatus.NOT_FOUND_404, "There is nothing here.");
        } else {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
            ProblemDetails.write(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "The server is starting.");
        }
        return true;
    }
}
