/** Finds the holders of a pipe, a file or a terminal that another process uses. */
package io.jenkins.plugins.cleankill.engine.pipe;
