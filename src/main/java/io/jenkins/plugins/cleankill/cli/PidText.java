package io.jenkins.plugins.cleankill.cli;

/**
 * A process id as a user writes it.
 *
 * @param field the parameter's name
 * @param text what the user wrote
 */
record PidText(String field, String text) {

    /** @throws FailedException naming the field, unless it is a whole number from 1 */
    long value() {
        try {
            long pid = Long.parseLong(text.strip());
            if (pid >= 1) {
                return pid;
            }
        } catch (NumberFormatException ignored) {
            // The error below shows the value and says what is allowed.
        }
        throw new FailedException(
                ExitCodes.OWN_ERROR, field + ": '" + text + "' is not allowed; allowed: a process id, 1 or more");
    }
}
