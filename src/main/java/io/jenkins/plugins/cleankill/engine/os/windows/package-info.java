/**
 * Windows: Toolhelp snapshots and the process environment block, console control events, windows' messages, job objects.
 * Every call is made on an open handle, which keeps the pid from being given again while it is open.
 */
package io.jenkins.plugins.cleankill.engine.os.windows;
