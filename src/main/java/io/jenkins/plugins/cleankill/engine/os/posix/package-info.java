/** Unix without a Linux proc file system: kill(2) for the signals, {@link java.lang.ProcessHandle} and ps(1) for the processes. */
package io.jenkins.plugins.cleankill.engine.os.posix;
