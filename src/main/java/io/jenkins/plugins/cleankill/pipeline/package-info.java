/** Clean Kill in a Pipeline: a thin skin over {@code config}. */
package io.jenkins.plugins.cleankill.pipeline;
