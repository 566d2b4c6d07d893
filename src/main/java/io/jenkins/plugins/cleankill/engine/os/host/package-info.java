/** Chooses the ports that fit the machine. */
package io.jenkins.plugins.cleankill.engine.os.host;
