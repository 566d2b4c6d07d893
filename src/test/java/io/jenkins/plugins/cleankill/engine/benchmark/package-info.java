/** Programs that print figures. They are no tests: a figure depends on the machine. */
package io.jenkins.plugins.cleankill.engine.benchmark;
