package io.jenkins.plugins.cleankill.engine.plan;

/** Why a process is a member. */
public enum Membership {
    /** The process was named by its pid. */
    ROOT,
    /** The process' environment carries the cookie. */
    COOKIE,
    /** It is in the control group, or job object, of the build's launches. */
    CONTROL_GROUP,
    /** A parent of its is one, or was; or the leader of its session or process group. */
    DESCENDANT
}
