/** The ports by {@link java.lang.ProcessHandle}, for every system that Java runs on. */
package io.jenkins.plugins.cleankill.engine.os.portable;
