/** Which build a process was started by, and what becomes of the processes of builds that are over. */
package io.jenkins.plugins.cleankill.engine.origin;
