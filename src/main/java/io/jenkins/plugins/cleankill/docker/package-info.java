/** The containers that a build started itself, by the {@code docker} command of its agent: found, named, and stopped if that is wanted. */
package io.jenkins.plugins.cleankill.docker;
