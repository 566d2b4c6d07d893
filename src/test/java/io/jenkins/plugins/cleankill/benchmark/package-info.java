/** Programs that print ratios against Jenkins' own killing, measured in the same run. They are no tests. */
package io.jenkins.plugins.cleankill.benchmark;
