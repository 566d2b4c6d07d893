/** The report on a build: its files beside the build, its page, its picture and its remote API. */
package io.jenkins.plugins.cleankill.action;
