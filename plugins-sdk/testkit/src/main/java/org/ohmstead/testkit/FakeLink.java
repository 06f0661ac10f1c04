package org.ohmstead.testkit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.StationAdmission.Link;

/** The transport's side of a connection that goes nowhere and remembers why it was told to close. Thread-safe. */
public final class FakeLink implements Link {

    private final String protocol;
    private final StationControl control;
    private final List<String> closings = new CopyOnWriteArrayList<>();

    /** A station that can nothing. */
    public FakeLink() {
        this("test", new StationControl() {
            @Override
            public <T> Optional<T> as(Class<T> capability) {
                return Optional.empty();
            }
        });
    }

    public FakeLink(String protocol, StationControl control) {
        this.protocol = protocol;
        this.control = control;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public StationControl control() {
        return control;
    }

    @Override
    public void close(String why) {
        closings.add(why);
    }

    /** Why it was told to close, each time it was. */
    public List<String> closings() {
        return List.copyOf(closings);
    }
}
