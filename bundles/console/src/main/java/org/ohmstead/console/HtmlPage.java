package org.ohmstead.console;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An HTML page with the addresses of this release filled in, and the content security policy that belongs to it.
 *
 * @param policy allows the files of this server and, by its hash, the one import map
 */
record HtmlPage(byte[] bytes, String etag, String policy) {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'%s; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types lit-html";

    /** The sign-in page: no scripts but one plain file. */
    static HtmlPage signIn(Assets assets) {
        return page(assets.text("sign-in.html").replace("{{release}}", assets.release()), "");
    }

    /** The page around all others. It names every module, so that the browser fetches them all at once. */
    static HtmlPage shell(Assets assets) {
        String base = "/assets/" + assets.release() + "/";
        String importMap = importMap(base + "vendor/");
        String preloads = assets.modules().stream()
                .map(path -> "<link rel=\"modulepreload\" href=\"" + base + path + "\">")
                .collect(joining("\n    "));
        String html = assets.text("index.html")
                .replace("{{import-map}}", importMap)
                .replace("{{preloads}}", preloads)
                .replace("{{release}}", assets.release());
        byte[] hash = Assets.sha256(importMap.getBytes(StandardCharsets.UTF_8));
        return page(html, " 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }

    private static String importMap(String vendor) {
        return """
                {"imports":{\
                "lit":"%1$slit/index.js",\
                "lit-html":"%1$slit-html/lit-html.js",\
                "lit-html/":"%1$slit-html/",\
                "lit-element/":"%1$slit-element/",\
                "@lit/reactive-element":"%1$sreactive-element/reactive-element.js"}}""".formatted(vendor);
    }

    private static HtmlPage page(String html, String scriptHash) {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        String etag = '"' + HexFormat.of().formatHex(Assets.sha256(bytes), 0, 8) + '"';
        return new HtmlPage(bytes, etag, POLICY.formatted(scriptHash));
    }
}
