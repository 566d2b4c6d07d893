/**
 * The ports on Linux: one class per kernel file of proc(5), and pidfd_open(2) and poll(2) through JNA. Only
 * {@link io.jenkins.plugins.cleankill.engine.os.linux.LibC} knows JNA.
 */
package io.jenkins.plugins.cleankill.engine.os.linux;
