/** What runs on an agent: the callables, and what they are given and answer. */
package io.jenkins.plugins.cleankill.agent;
