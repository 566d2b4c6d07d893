package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which processes a termination is about.
 *
 * @param owner names what is ended among all terminations: the cookie's value; empty for processes without a cookie
 * @param cookie variables that a member carries, all of them; empty selects nothing
 * @param roots processes that are members whatever their environment says
 * @param wrappers marks of processes that are never members but are held while members live: the durable-task wrapper,
 *     which would record the exit of a script before its children have ended
 * @param keepMarkers marks of processes that are meant to live on, with their descendants
 * @param inheritsOrphans whether this process is the subreaper of the members, so that their orphans are its children
 */
public record Scope(
        String owner,
        Map<String, String> cookie,
        Set<ProcessIdentity> roots,
        List<Marker> wrappers,
        List<Marker> keepMarkers,
        boolean inheritsOrphans)
        implements Serializable {

    /** The markers that Jenkins' users know. */
    public static final List<Marker> DONT_KILL_ME =
            List.of(new Marker("BUILD_ID", "dontKillMe"), new Marker("JENKINS_NODE_COOKIE", "dontKillMe"));

    /** The marker of durable-task's wrapper. */
    public static final List<Marker> DURABLE_WRAPPER =
            List.of(new Marker("JENKINS_SERVER_COOKIE", "please-do-not-kill-me"));

    public Scope {
        cookie = Map.copyOf(cookie);
        roots = Set.copyOf(roots);
        wrappers = List.copyOf(wrappers);
        keepMarkers = List.copyOf(keepMarkers);
    }

    /** The processes that carry these variables, none of them a cookie, with the marks of Jenkins honoured. */
    public static Scope ofVariables(Map<String, String> variables) {
        return new Scope("", variables, Set.of(), DURABLE_WRAPPER, DONT_KILL_ME, false);
    }

    /** The processes that carry this cookie, with the marks of Jenkins honoured. */
    public static Scope of(Cookie cookie) {
        return of(cookie, Map.of());
    }

    /** The processes that carry this cookie and these variables, with the marks of Jenkins honoured. */
    public static Scope of(Cookie cookie, Map<String, String> more) {
        return new Scope(cookie.value(), cookie.and(more), Set.of(), DURABLE_WRAPPER, DONT_KILL_ME, false);
    }

    /**
     * The control group whose processes are all members: that of a block, or of a build which is named by nothing else. Empty for
     * a scope that is only a part of what carries a cookie: one command's processes are not told apart by the group, which is
     * the whole block's.
     */
    public Optional<GroupName> controlGroup() {
        if (cookie.keySet().equals(Set.of(LookAlikes.BUILD))) {
            return GroupName.ofBuild(cookie.get(LookAlikes.BUILD));
        }
        boolean whole = !owner.isEmpty() && cookie.size() == 1 && cookie.containsValue(owner);
        return whole ? Optional.of(GroupName.ofCookie(owner)) : Optional.empty();
    }

    /** This scope, and these processes whatever their environment says. */
    public Scope withRoots(Set<ProcessIdentity> more) {
        return new Scope(owner, cookie, more, wrappers, keepMarkers, inheritsOrphans);
    }

    /** Of this scope these processes alone, with their descendants. */
    public Scope only(Set<ProcessIdentity> some) {
        return new Scope(owner, Map.of(), some, List.of(), keepMarkers, inheritsOrphans);
    }

    /** The processes that a command started which carries this cookie; no marker of a wrapper of Jenkins' holds. */
    public static Scope ofCommand(Cookie cookie, boolean inheritsOrphans) {
        return new Scope(cookie.value(), cookie.asVariables(), Set.of(), List.of(), DONT_KILL_ME, inheritsOrphans);
    }
}
