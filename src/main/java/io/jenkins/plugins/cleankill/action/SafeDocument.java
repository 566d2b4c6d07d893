package io.jenkins.plugins.cleankill.action;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * A document with texts from agents in it. Should one ever get out of its place, the browser still runs nothing: see
 * <a href="https://developer.mozilla.org/docs/Web/HTTP/Headers/Content-Security-Policy">Content-Security-Policy</a>.
 */
final class SafeDocument implements HttpResponse {

    /** The picture's style sheet, which knows the dark colours, is all that it needs. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final String type;
    private final byte[] content;

    SafeDocument(String type, String content) {
        this.type = type;
        this.content = content.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setContentType(type + ";charset=UTF-8");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, no-cache");
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
