package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.Optional;

/** Says which processes must not be touched. */
@FunctionalInterface
public interface Veto {

    /** Nobody objects. */
    Veto NONE = process -> Optional.empty();

    /** Who objects to ending the process, and why, for a person to read; empty if nobody does. */
    Optional<String> against(ProcessInfo process);
}
