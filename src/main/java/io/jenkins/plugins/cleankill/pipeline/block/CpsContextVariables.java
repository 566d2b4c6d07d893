package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.lang.reflect.Field;
import java.util.List;

/**
 * The values that steps have put into the context of the steps in their bodies, as {@code workflow-cps} keeps them. Its
 * public face lets a step add to the context of its own body only; docs/adr/0008 tells why that is not enough, and what
 * happens without.
 */
final class CpsContextVariables {

    private static final String THREAD = "org.jenkinsci.plugins.workflow.cps.CpsThread";

    private CpsContextVariables() {}

    /**
     * Replaces a value wherever the steps of the running Pipeline thread would find it.
     *
     * @return null, or why that was not possible
     */
    @CheckForNull
    static String replace(Object value, Object by) {
        try {
            Class<?> thread = loader().loadClass(THREAD);
            Object current = thread.getMethod("current").invoke(null);
            Object values = current == null
                    ? null
                    : thread.getMethod("getContextVariables").invoke(current);
            while (values != null) {
                if (replaceIn(values, value, by)) {
                    return null;
                }
                values = field(values, "parent");
            }
            return "its launcher is not to be found";
        } catch (ReflectiveOperationException | RuntimeException e) {
            return e.toString();
        }
    }

    private static ClassLoader loader() {
        return jenkins.model.Jenkins.get().getPluginManager().uberClassLoader;
    }

    @SuppressWarnings("unchecked")
    private static boolean replaceIn(Object values, Object value, Object by) throws ReflectiveOperationException {
        List<Object> list = (List<Object>) field(values, "values");
        int at = list.indexOf(value);
        if (at < 0) {
            return false;
        }
        list.set(at, by);
        return true;
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
