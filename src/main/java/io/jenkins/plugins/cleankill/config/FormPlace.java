package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.Permission;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Where a form of the settings stands, and what its reader may do there.
 *
 * @param item the job that it is about; null outside of one
 * @param setsDefaults whether it is the controller's own: behind its empty fields are the built-in values, behind those of
 *     every other form are the controller's defaults
 */
record FormPlace(@CheckForNull Item item, boolean setsDefaults) {

    /** The controller's own form. */
    static final FormPlace CONTROLLER = new FormPlace(null, true);

    /** @param ofController whether that is what the form is where it is outside of every job: it may be a generator's */
    static FormPlace of(@CheckForNull Item item, boolean ofController) {
        return new FormPlace(item, item == null && ofController);
    }

    /**
     * Whether the page that this request shows belongs to something within Jenkins, which a person without permission
     * to read its settings can't see. The page may have begun to be shown by an earlier request: the generators load a
     * step's form when it is chosen, and that by an address that names no job.
     */
    static boolean isShownWithin() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request != null && !Descriptor.getCurrentDescriptorByNameUrl().equals(request.getContextPath());
    }

    /** Whether the current user may set there what the form sets; outside of a job, whether in any job. */
    boolean mayConfigure() {
        if (setsDefaults) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        }
        return may(Item.CONFIGURE, Item.CREATE);
    }

    /** Whether the current user may know what holds there. */
    boolean mayRead() {
        if (setsDefaults) {
            return Jenkins.get().hasPermission(Jenkins.SYSTEM_READ);
        }
        return may(Item.CONFIGURE, Item.CREATE, Item.EXTENDED_READ);
    }

    private boolean may(Permission... any) {
        return item == null ? Jenkins.get().hasAnyPermission(any) : item.hasAnyPermission(any);
    }
}
