package io.jenkins.plugins.cleankill.agent;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** The administrator has switched the killing of processes off in the JVM that would do it. */
public final class KillingDisabledException extends IOException {

    private static final long serialVersionUID = 1L;

    private KillingDisabledException(String property) {
        super("-D" + property + "=true is set where the build runs: no process is touched");
    }

    static void throwIfDisabled() throws KillingDisabledException {
        Optional<String> property = property();
        if (property.isPresent()) {
            throw new KillingDisabledException(property.get());
        }
    }

    /** The one of the properties of {@link hudson.util.ProcessTree}, which reads them once, that is set. */
    static Optional<String> property() {
        return Stream.of("hudson.util.ProcessTree.disable", "hudson.util.ProcessTreeKiller.disable")
                .filter(Boolean::getBoolean)
                .findFirst();
    }
}
