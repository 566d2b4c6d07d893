/**
 * Why is it still alive? A pure function of what was read.
 */
package io.jenkins.plugins.cleankill.engine.explain;
