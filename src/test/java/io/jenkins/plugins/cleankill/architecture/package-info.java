/** The architecture as tests: the drawing in {@code design.puml} and a few rules, and a test that each of them can fail. */
package io.jenkins.plugins.cleankill.architecture;
