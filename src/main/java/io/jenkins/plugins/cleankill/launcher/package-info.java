/** What Freestyle and Pipeline have in common between a build and its processes. */
package io.jenkins.plugins.cleankill.launcher;
