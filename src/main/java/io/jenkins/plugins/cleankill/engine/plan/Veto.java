package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.Optional;

/** Says which processes must not be touched. */
@FunctionalInterface
public interface Veto {

    /** No objection to any process. */
    Veto NONE = process -> Optional.empty();

    /** The objection to ending the process, with its source and reason, for a person to read; empty if there is none. */
    Optional<String> against(ProcessInfo process);
}
