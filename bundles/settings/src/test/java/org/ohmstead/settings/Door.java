package org.ohmstead.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A component with a setting of each kind, described as bnd does it. */
final class Door {

    static final String METADATA = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0" xmlns:entries="https://ohmstead.org/xmlns/settings/entries/v1" xmlns:counts="https://ohmstead.org/xmlns/settings/counts/v1" localization="x">
              <OCD id="x.Door$Settings" name="Door" description="Where people come in." counts:when="STATIONS_RECONNECT">
                <AD id="port" type="Integer" cardinality="0" required="true" default="9000" min="0" max="65535" description="The port."/>
                <AD id="host" type="String" cardinality="0" required="true" default="0.0.0.0\\ ,here" counts:when="AFTER_RESTART"/>
                <AD id="whenUnreachable" type="String" cardinality="0" required="true" default="DENY">
                  <Option label="Refuse" value="DENY"/>
                  <Option label="Let in" value="ACCEPT"/>
                </AD>
                <AD id="openAtNight" type="Boolean" cardinality="0" required="true" default="false"/>
                <AD id="guests" type="String" cardinality="0" required="true" default="" entries:separator=";" entries:pattern="[^=\\s][^=]*=.*" entries:form="name=value"/>
                <AD id="factor" type="Double" cardinality="0" required="true" default="1"/>
                <AD id="code" type="Password" required="false" default=""/>
              </OCD>
              <Designate pid="x.door"><Object ocdref="x.Door$Settings"/></Designate>
              <Designate factoryPid="x.gate"><Object ocdref="x.Door$Settings"/></Designate>
            </metatype:MetaData>
            """;

    /** One of which nobody knows what is meant where a key is not written. */
    static final String RULE_METADATA = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="x.Rule$Settings" name="Rule" description="What is watched.">
                <AD id="watches" type="String" cardinality="0" required="true" default="">
                  <Option label="Doors" value="DOORS"/>
                  <Option label="Windows" value="WINDOWS"/>
                </AD>
                <AD id="instead" type="String" cardinality="0" required="false" default="">
                  <Option label="Cats" value="CATS"/>
                </AD>
              </OCD>
              <Designate factoryPid="x.rule"><Object ocdref="x.Rule$Settings"/></Designate>
            </metatype:MetaData>
            """;

    private Door() {}

    static Map<String, Description> described(String metadata) {
        try {
            return new Metadata().read(new ByteArrayInputStream(metadata.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
