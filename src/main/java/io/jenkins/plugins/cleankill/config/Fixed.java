package io.jenkins.plugins.cleankill.config;

/**
 * The settings that the administrator has fixed: no job or step sets another value.
 *
 * @param leftovers whether the policy for leftovers is
 * @param keep whether the processes to keep are
 */
record Fixed(boolean leftovers, boolean keep) {

    static final Fixed NOTHING = new Fixed(false, false);
}
