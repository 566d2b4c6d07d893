/** Jenkins' own timeouts that a Pipeline step is subject to. */
package io.jenkins.plugins.cleankill.pipeline.timeouts;
