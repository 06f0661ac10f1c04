package org.ohmstead.http;

import java.lang.annotation.Annotation;

/** Settings as a test wants them: any free port of this machine. */
final class FixedSettings implements HttpService.Settings {

    private String host = "127.0.0.1";
    private int port;
    private String hostNames = "";
    private String keystore = "";
    private String keystorePassword = "";
    private int maxConnections = 1000;
    private String opensWith = "/";

    FixedSettings host(String value) {
        host = value;
        return this;
    }

    FixedSettings port(int value) {
        port = value;
        return this;
    }

    FixedSettings hostNames(String value) {
        hostNames = value;
        return this;
    }

    FixedSettings keystore(String file, String password) {
        keystore = file;
        keystorePassword = password;
        return this;
    }

    FixedSettings maxConnections(int value) {
        maxConnections = value;
        return this;
    }

    FixedSettings opensWith(String value) {
        opensWith = value;
        return this;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String hostNames() {
        return hostNames;
    }

    @Override
    public String keystore() {
        return keystore;
    }

    @Override
    public String keystorePassword() {
        return keystorePassword;
    }

    @Override
    public int maxConnections() {
        return maxConnections;
    }

    @Override
    public String opensWith() {
        return opensWith;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return HttpService.Settings.class;
    }
}
