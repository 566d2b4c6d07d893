/** A build's terminations as its page, picture and remote API show them. */
package io.jenkins.plugins.cleankill.action;
