/** Processes of builds that are over: which build a process comes from, and what becomes of those that are left behind. */
package io.jenkins.plugins.cleankill.deadbuilds;
