/** The part that runs on an agent: the callables, their orders and their answers. */
package io.jenkins.plugins.cleankill.agent;
