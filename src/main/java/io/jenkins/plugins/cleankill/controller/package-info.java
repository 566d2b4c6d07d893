/** The controller's side of a termination on an agent: the order is sent, its answer awaited within limits, its failure worded. */
package io.jenkins.plugins.cleankill.controller;
