/**
 * The command {@code clean-kill}: one class per verb. It asks the engine and prints; it needs no Jenkins.
 */
package io.jenkins.plugins.cleankill.cli;
