package io.jenkins.plugins.cleankill.engine.os;

import java.util.Optional;
import java.util.function.Supplier;

/** Code outside of the JVM, which a machine has or has not. */
public final class NativeCode {

    private NativeCode() {}

    /**
     * Why it can't be called; empty if it can. No class, no native library, a temporary directory mounted noexec, or, a plain
     * {@link Error}, a library that does not fit to the classes: each is an answer here, and no error.
     *
     * @param call calls it, and may have a reason of its own
     */
    public static Optional<String> whyNot(Supplier<Optional<String>> call) {
        try {
            return call.get();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Error e) {
            return Optional.of(firstLine(e));
        }
    }

    private static String firstLine(Error error) {
        String message = String.valueOf(error.getMessage()).strip();
        return message.lines().findFirst().orElse(error.getClass().getSimpleName());
    }
}
