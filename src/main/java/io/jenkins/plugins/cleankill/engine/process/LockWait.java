package io.jenkins.plugins.cleankill.engine.process;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process waits for a lock on a file.
 *
 * @param holder the pid of the process that holds the lock, where the system tells
 * @param file the path of the file, where it can be read
 */
public record LockWait(OptionalLong holder, Optional<String> file) {}
