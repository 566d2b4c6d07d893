package io.jenkins.plugins.cleankill.config;

import io.jenkins.plugins.cleankill.engine.settings.ContainerPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.Serializable;

/**
 * The treatment of containers that a block or build has started itself.
 *
 * @param policy what is done about them
 * @param from where that was set
 */
public record Containers(ContainerPolicy policy, Source from) implements Serializable {

    /** Where no place sets anything: naming them ends nothing, and costs one command where there is a Docker engine. */
    public static final Containers DEFAULT = new Containers(ContainerPolicy.REPORT, Source.DEFAULT);
}
