package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The nearest ancestor of a member that decides about it.
 *
 * @param kind how it decides
 * @param process that ancestor
 */
record Above(Kind kind, Optional<ProcessInfo> process) {

    /** How an ancestor decides about its descendants. */
    enum Kind {
        /** No ancestor does: the table decides. */
        NONE,
        /** The ancestor is a clean-up command. */
        IN_PEACE,
        /** The ancestor waits, and its descendants with it. */
        WAITS,
        /** The ancestor is an owner that got the signal. */
        OWNER
    }

    static Above of(ProcessInfo process, Family family, Standing standing) {
        for (ProcessInfo ancestor : family.ancestors(process)) {
            Optional<Kind> kind = kind(ancestor, standing);
            if (kind.isPresent()) {
                return new Above(kind.get(), Optional.of(ancestor));
            }
        }
        return new Above(Kind.NONE, Optional.empty()).orOwnerOf(process, family, standing);
    }

    /** A process stays with its owner when the processes between them have ended: the owner may be about to tell it. */
    private Above orOwnerOf(ProcessInfo process, Family family, Standing standing) {
        return Stream.concat(Stream.of(process), family.ancestors(process).stream())
                .flatMap(each -> family.owner(standing.of(each)).stream())
                .filter(owner -> standing.is(owner, Treatment.State.SIGNALLED)
                        && standing.of(owner).row() == Row.OWNER)
                .findFirst()
                .map(owner -> new Above(Kind.OWNER, Optional.of(owner)))
                .orElse(this);
    }

    boolean is(Kind which) {
        return kind == which;
    }

    private static Optional<Kind> kind(ProcessInfo ancestor, Standing standing) {
        Treatment treatment = standing.of(ancestor);
        if (standing.isSignalledNow(ancestor)) {
            return Optional.of(Kind.WAITS);
        }
        return switch (treatment.state()) {
            case IN_PEACE -> Optional.of(Kind.IN_PEACE);
            case AWAITS_END_OF_FILE, AWAITS_CLIENTS -> Optional.of(Kind.WAITS);
            case FROZEN, AWAITS_TERMINAL_USERS -> Optional.of(Kind.NONE);
            case SIGNALLED -> Optional.of(treatment.row() == Row.OWNER ? Kind.OWNER : Kind.NONE);
            case LEFT_TO_OWNER ->
                treatment.has(Treatment.Trait.MAYBE_SIGNALLED) ? Optional.of(Kind.OWNER) : Optional.empty();
            case UNDECIDED, WAITS_WITH, IN_BLINK -> Optional.empty();
        };
    }
}
