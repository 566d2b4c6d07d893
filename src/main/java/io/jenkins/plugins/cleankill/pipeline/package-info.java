/** The Pipeline steps, and how a block's body begins and ends. */
package io.jenkins.plugins.cleankill.pipeline;
