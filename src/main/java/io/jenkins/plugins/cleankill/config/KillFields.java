package io.jenkins.plugins.cleankill.config;

import com.thoughtworks.xstream.converters.UnmarshallingContext;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.XStream2;
import io.jenkins.plugins.cleankill.engine.settings.ContainerPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import io.jenkins.plugins.cleankill.engine.settings.Globs;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The settings as a user fills them in, one core for every form. A field that is null means the global default. Each setter refuses what
 * can't be used with an {@link InvalidSettingException} that names field, value and what is allowed; data that was changed on
 * disk is refused when it is resolved.
 */
public final class KillFields implements Describable<KillFields>, Serializable {

    private static final long serialVersionUID = 1L;

    @CheckForNull
    private Integer softKillSeconds;

    @CheckForNull
    private String ladder;

    @CheckForNull
    private String delivery;

    @CheckForNull
    private String leftovers;

    @CheckForNull
    private String keep;

    @CheckForNull
    private Boolean dumpThreads;

    @CheckForNull
    private String dumpSignals;

    @CheckForNull
    private String containers;

    @CheckForNull
    private String onAbort;

    @CheckForNull
    private Integer onAbortSeconds;

    @CheckForNull
    private String afterKill;

    @CheckForNull
    private Integer afterKillSeconds;

    @DataBoundConstructor
    public KillFields() {
        // every field is optional
    }

    @CheckForNull
    public Integer getSoftKillSeconds() {
        return softKillSeconds;
    }

    @DataBoundSetter
    public void setSoftKillSeconds(@CheckForNull Integer softKillSeconds) {
        if (softKillSeconds != null) {
            Ladder.ofSoftKillSeconds(softKillSeconds);
        }
        this.softKillSeconds = softKillSeconds;
        checkOneWindowField();
    }

    @CheckForNull
    public String getLadder() {
        return ladder;
    }

    @DataBoundSetter
    public void setLadder(@CheckForNull String ladder) {
        this.ladder = canonical(ladder, Ladder::parse);
        checkOneWindowField();
    }

    @CheckForNull
    public String getDelivery() {
        return delivery;
    }

    @DataBoundSetter
    public void setDelivery(@CheckForNull String delivery) {
        this.delivery = canonical(delivery, Delivery::parse);
    }

    @CheckForNull
    public String getLeftovers() {
        return leftovers;
    }

    @DataBoundSetter
    public void setLeftovers(@CheckForNull String leftovers) {
        this.leftovers = canonical(leftovers, LeftoverPolicy::parse);
    }

    @CheckForNull
    public List<String> getKeep() {
        return keep == null ? null : keep.lines().toList();
    }

    /** The globs, one a line, as the form shows them. */
    public String getKeepText() {
        return Objects.toString(keep, "");
    }

    /** Takes globs; one with line breaks, as the form sends it, is several. */
    @DataBoundSetter
    public void setKeep(@CheckForNull List<String> keep) {
        List<String> globs = keep == null ? List.of() : Globs.lines(keep);
        this.keep = globs.isEmpty() ? null : String.join("\n", new KeepPatterns(globs).globs());
    }

    @CheckForNull
    public Boolean getDumpThreads() {
        return dumpThreads;
    }

    @DataBoundSetter
    public void setDumpThreads(@CheckForNull Boolean dumpThreads) {
        this.dumpThreads = dumpThreads;
    }

    @CheckForNull
    public String getDumpSignals() {
        return dumpSignals;
    }

    @DataBoundSetter
    public void setDumpSignals(@CheckForNull String dumpSignals) {
        this.dumpSignals = canonical(dumpSignals, DumpSignals::parse);
    }

    @CheckForNull
    public String getContainers() {
        return containers;
    }

    @DataBoundSetter
    public void setContainers(@CheckForNull String containers) {
        this.containers = canonical(containers, ContainerPolicy::parse);
    }

    @CheckForNull
    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(@CheckForNull String onAbort) {
        this.onAbort = Util.fixEmptyAndTrim(onAbort);
    }

    @CheckForNull
    public Integer getOnAbortSeconds() {
        return onAbortSeconds;
    }

    @DataBoundSetter
    public void setOnAbortSeconds(@CheckForNull Integer onAbortSeconds) {
        this.onAbortSeconds = onAbortSeconds == null ? null : Hook.Moment.ON_ABORT.checkSeconds(onAbortSeconds);
    }

    @CheckForNull
    public String getAfterKill() {
        return afterKill;
    }

    @DataBoundSetter
    public void setAfterKill(@CheckForNull String afterKill) {
        this.afterKill = Util.fixEmptyAndTrim(afterKill);
    }

    @CheckForNull
    public Integer getAfterKillSeconds() {
        return afterKillSeconds;
    }

    @DataBoundSetter
    public void setAfterKillSeconds(@CheckForNull Integer afterKillSeconds) {
        this.afterKillSeconds = afterKillSeconds == null ? null : Hook.Moment.AFTER_KILL.checkSeconds(afterKillSeconds);
    }

    /** Whether the ladder's rungs are set here, in one way or the other. */
    boolean setsWindows() {
        return softKillSeconds != null || ladder != null;
    }

    /** The text as the parsed value writes it; null for none. */
    @CheckForNull
    private static String canonical(@CheckForNull String text, Function<String, ?> parse) {
        String given = Util.fixEmptyAndTrim(text);
        return given == null ? null : parse.apply(given).toString();
    }

    /**
     * @throws InvalidSettingException naming {@code softKillSeconds} if both it and a ladder are set
     */
    void checkOneWindowField() {
        if (softKillSeconds != null && ladder != null) {
            throw new InvalidSettingException(
                    "softKillSeconds",
                    softKillSeconds,
                    "either softKillSeconds or ladder, not both (ladder is '" + ladder + "')");
        }
    }

    @Override
    public DescriptorImpl getDescriptor() {
        return (DescriptorImpl) Jenkins.get().getDescriptorOrDie(KillFields.class);
    }

    /** Reads it from XML. */
    public static final class ConverterImpl extends XStream2.PassthruConverter<KillFields> {

        public ConverterImpl(XStream2 xstream) {
            super(xstream);
        }

        @Override
        public Object unmarshal(HierarchicalStreamReader reader, UnmarshallingContext context) {
            List<?> before = StoredFields.unreadable(context);
            Object fields = super.unmarshal(reader, context);
            List<?> unreadable = StoredFields.unreadable(context);
            StoredFields.checkSubmitted((KillFields) fields, unreadable.subList(before.size(), unreadable.size()));
            return fields;
        }

        @Override
        protected void callback(KillFields fields, UnmarshallingContext context) {
            // all is done above
        }
    }

    /** The form inside the build wrapper's and the global configuration's. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<KillFields> implements KillFieldsForm {

        @Override
        public KillFields newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            return super.newInstance(request, FormBinding.withoutEmptyFields(form));
        }

        @Override
        public boolean setsDefaults() {
            return true;
        }

        @Override
        public String getDisplayName() {
            return Messages.KillFields_displayName();
        }
    }
}
