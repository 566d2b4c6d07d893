/** Clean Kill in a Freestyle build: a thin skin over {@code config}. */
package io.jenkins.plugins.cleankill.freestyle;
