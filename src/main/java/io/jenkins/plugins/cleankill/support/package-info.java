/** Our part of the Support Core plugin's bundles, where it is installed. No other package may need its classes. */
package io.jenkins.plugins.cleankill.support;
