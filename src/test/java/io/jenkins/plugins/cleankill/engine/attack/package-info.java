/** What others do to the engine, on purpose or not: pids that are given anew, files and lines that lie, resources that run out. */
package io.jenkins.plugins.cleankill.engine.attack;
