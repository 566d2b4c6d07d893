/** What the Support Core plugin, where it is installed, puts into its bundles. Nothing else may need its classes. */
package io.jenkins.plugins.cleankill.support;
