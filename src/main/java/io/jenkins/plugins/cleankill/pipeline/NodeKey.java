package io.jenkins.plugins.cleankill.pipeline;

import hudson.model.Run;

/**
 * Names one {@code node} step of one build, also after a restart of the controller.
 *
 * @param build the build's external id
 * @param step the id of the step's first flow node
 */
record NodeKey(String build, String step) {

    static NodeKey of(Run<?, ?> run, String step) {
        return new NodeKey(run.getExternalizableId(), step);
    }
}
