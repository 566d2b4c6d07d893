package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.settings.Globs;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.NamePatterns;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Narrows a scope to those of its members that have certain names at one moment. */
public final class NamedMembers {

    private NamedMembers() {}

    /**
     * The named members of the scope, with all that descends from them.
     *
     * @throws IOException if the processes of this machine can't be read
     */
    public static Scope in(OperatingSystem system, Scope scope, NamePatterns names) throws IOException {
        KeepRules nobodyIsKept = new KeepRules(List.of(), KeepPatterns.NONE, Veto.NONE);
        Globs globs = names.compile();
        Set<ProcessIdentity> named = new MemberTracker(system, scope, nobodyIsKept)
                .lookAfresh().alive().stream()
                        .filter(member -> globs.first(member.names()).isPresent())
                        .map(ProcessInfo::identity)
                        .collect(Collectors.toSet());
        return scope.only(named);
    }
}
