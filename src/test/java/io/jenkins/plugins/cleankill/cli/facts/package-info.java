/**
 * The page for readers with a question, held against the scripts that it shows.
 */
package io.jenkins.plugins.cleankill.cli.facts;
