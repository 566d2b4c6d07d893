/** Terminations where our own process can't see: in containers, by a shell script that the launcher in between starts. */
package io.jenkins.plugins.cleankill.container;
