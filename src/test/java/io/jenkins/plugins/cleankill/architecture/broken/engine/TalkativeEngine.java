package io.jenkins.plugins.cleankill.architecture.broken.engine;

final class TalkativeEngine {

    void fail(Exception cause) {
        System.err.println(cause.getMessage());
    }
}
