/**
 * Ports: the engine's requests to an operating system. Errors of the system are values; time passes only here.
 */
package io.jenkins.plugins.cleankill.engine.os;
