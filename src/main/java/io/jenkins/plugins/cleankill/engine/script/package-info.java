/**
 * A termination as a POSIX shell script: it ends what another launcher has put where our own process can't see it, in a
 * container. The script's text, its arguments, and what its output means; its callers run it.
 */
package io.jenkins.plugins.cleankill.engine.script;
