/** Random trees of processes, the same ones for the same seed: what must hold of every termination, whatever it meets. */
package io.jenkins.plugins.cleankill.engine.torture;
