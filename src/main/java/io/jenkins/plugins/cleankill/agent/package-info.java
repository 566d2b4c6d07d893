/** What runs on the agent, and how the controller asks for it. */
package io.jenkins.plugins.cleankill.agent;
