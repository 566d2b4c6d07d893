/** What runs of which build on an agent now: a page of the agent, and a node monitor. */
package io.jenkins.plugins.cleankill.live;
