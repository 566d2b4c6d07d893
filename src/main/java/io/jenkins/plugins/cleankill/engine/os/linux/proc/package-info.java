/** The files below {@code /proc}, each parsed by a class of its own; see proc(5). No JNA is needed here. */
package io.jenkins.plugins.cleankill.engine.os.linux.proc;
