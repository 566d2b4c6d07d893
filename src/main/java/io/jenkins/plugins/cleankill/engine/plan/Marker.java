package io.jenkins.plugins.cleankill.engine.plan;

import java.io.Serializable;

/** An environment variable with a value that marks a process: {@code BUILD_ID=dontKillMe}. */
public record Marker(String name, String value) implements Serializable {

    @Override
    public String toString() {
        return name + "=" + value;
    }
}
