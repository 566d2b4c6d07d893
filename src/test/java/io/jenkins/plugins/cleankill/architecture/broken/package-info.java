/** Classes that break the rules on purpose, each named for what it does wrong. */
package io.jenkins.plugins.cleankill.architecture.broken;
