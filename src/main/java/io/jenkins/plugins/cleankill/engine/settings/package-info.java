/** Values that a user sets: validated where they are made, with errors that name field, value and what is allowed. */
package io.jenkins.plugins.cleankill.engine.settings;
