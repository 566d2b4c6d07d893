package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which processes a termination is about.
 *
 * @param cookie variables that a member carries, all of them; empty selects nothing
 * @param roots processes that are members whatever their environment says
 * @param guards marks of processes that are never members but are held while members live: the durable-task wrapper,
 *     which would record the exit of a script before its children have ended
 * @param keepMarkers marks of processes that are meant to live on, with their descendants
 */
public record Scope(
        Map<String, String> cookie, Set<ProcessIdentity> roots, List<Marker> guards, List<Marker> keepMarkers)
        implements Serializable {

    /** The marks that Jenkins' users know. */
    public static final List<Marker> DONT_KILL_ME =
            List.of(new Marker("BUILD_ID", "dontKillMe"), new Marker("JENKINS_NODE_COOKIE", "dontKillMe"));

    /** The mark of durable-task's wrapper. */
    public static final List<Marker> DURABLE_WRAPPER =
            List.of(new Marker("JENKINS_SERVER_COOKIE", "please-do-not-kill-me"));

    public Scope {
        cookie = Map.copyOf(cookie);
        roots = Set.copyOf(roots);
        guards = List.copyOf(guards);
        keepMarkers = List.copyOf(keepMarkers);
    }

    /** The processes that carry these variables, with the marks of Jenkins honoured. */
    public static Scope ofVariables(Map<String, String> cookie) {
        return new Scope(cookie, Set.of(), DURABLE_WRAPPER, DONT_KILL_ME);
    }

    /** The processes that carry this cookie, with the marks of Jenkins honoured. */
    public static Scope of(Cookie cookie) {
        return ofVariables(cookie.asVariables());
    }

    /** This scope, and these processes whatever their environment says. */
    public Scope withRoots(Set<ProcessIdentity> more) {
        return new Scope(cookie, more, guards, keepMarkers);
    }
}
