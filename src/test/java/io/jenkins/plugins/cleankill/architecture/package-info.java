/** The architecture as tests: two drawings, {@code design-engine.puml} and {@code design-jenkins.puml}, and a few rules, and a test that each of them can fail. */
package io.jenkins.plugins.cleankill.architecture;
