package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.ListBoxModel.Option;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.util.List;
import java.util.function.BiConsumer;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Checks and choices for the form of {@link KillFields}, for every descriptor that shows it. A check says nothing to those who may not
 * configure what the form is about: the job; the controller; or, in a generator outside of both, any job.
 */
public interface KillFieldsForm {

    @POST
    default FormValidation doCheckSoftKillSeconds(
            @AncestorInPath @CheckForNull Item item, @QueryParameter String value, @QueryParameter String ladder) {
        return new FormCheck(place(item)).checkWindows(value, mayBePipeline(item), fields -> {
            FormCheck.refuseBoth("softKillSeconds", value, ladder);
            fields.setSoftKillSeconds(PositiveNumber.seconds("softKillSeconds").parse(value));
        });
    }

    @POST
    default FormValidation doCheckLadder(
            @AncestorInPath @CheckForNull Item item,
            @QueryParameter String value,
            @QueryParameter String softKillSeconds) {
        return new FormCheck(place(item)).checkWindows(value, mayBePipeline(item), fields -> {
            FormCheck.refuseBoth("ladder", value, softKillSeconds);
            fields.setLadder(value);
        });
    }

    @POST
    default FormValidation doCheckDelivery(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return new FormCheck(place(item)).check(value, fields -> fields.setDelivery(value));
    }

    @POST
    default FormValidation doCheckLeftovers(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return new FormCheck(place(item)).check(value, fields -> fields.setLeftovers(value));
    }

    @POST
    default FormValidation doCheckKeep(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return new FormCheck(place(item)).check(value, fields -> fields.setKeep(List.of(value)));
    }

    @POST
    default FormValidation doCheckDumpSignals(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return new FormCheck(place(item)).check(value, fields -> fields.setDumpSignals(value));
    }

    @POST
    default FormValidation doCheckContainers(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return new FormCheck(place(item)).check(value, fields -> fields.setContainers(value));
    }

    @POST
    default FormValidation doCheckOnAbortSeconds(
            @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return checkSeconds(item, value, "onAbortSeconds", KillFields::setOnAbortSeconds);
    }

    @POST
    default FormValidation doCheckAfterKillSeconds(
            @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return checkSeconds(item, value, "afterKillSeconds", KillFields::setAfterKillSeconds);
    }

    @POST
    default ListBoxModel doFillDeliveryItems(@AncestorInPath @CheckForNull Item item) {
        return FormDefaults.at(place(item))
                .choices(
                        Settings::delivery,
                        new Option(Messages.KillFields_structured(), "structured"),
                        new Option(Messages.KillFields_all(), "all"),
                        new Option(Messages.KillFields_main(), "main"));
    }

    @POST
    default ListBoxModel doFillLeftoversItems(@AncestorInPath @CheckForNull Item item) {
        return FormDefaults.at(place(item))
                .choices(
                        Settings::leftovers,
                        new Option(Messages.KillFields_kill(), "kill"),
                        new Option(Messages.KillFields_report(), "report"),
                        new Option(Messages.KillFields_unstable(), "unstable"),
                        new Option(Messages.KillFields_fail(), "fail"));
    }

    @POST
    default ListBoxModel doFillDumpThreadsItems(@AncestorInPath @CheckForNull Item item) {
        return FormDefaults.at(place(item))
                .choices(
                        settings -> settings.dumpThreads() ? Messages.KillFields_yes() : Messages.KillFields_no(),
                        new Option(Messages.KillFields_yes(), "true"),
                        new Option(Messages.KillFields_no(), "false"));
    }

    @POST
    default ListBoxModel doFillContainersItems(@AncestorInPath @CheckForNull Item item) {
        return FormDefaults.at(place(item))
                .containers(
                        new Option(Messages.KillFields_reportContainers(), "report"),
                        new Option(Messages.KillFields_stopContainers(), "stop"),
                        new Option(Messages.KillFields_noContainers(), "off"));
    }

    /**
     * The values that hold for the form's empty fields, to be shown with them.
     *
     * @param ofController whether it is the form of the controller's defaults
     */
    default FormDefaults getFormDefaults(boolean ofController) {
        return ofController || !FormPlace.isShownWithin()
                ? FormDefaults.at(FormPlace.of(null, ofController))
                : FormDefaults.inherited();
    }

    /** Whether the form is the one of the controller's defaults where it is outside of every job. */
    boolean setsDefaults();

    private FormValidation checkSeconds(
            @CheckForNull Item item, String value, String field, BiConsumer<KillFields, Integer> setter) {
        return new FormCheck(place(item))
                .check(
                        value,
                        fields -> setter.accept(
                                fields, PositiveNumber.seconds(field).parse(value)));
    }

    /** Not the form of a Freestyle build's wrapper, on which no {@code timeout} step acts. */
    private boolean mayBePipeline(@CheckForNull Item item) {
        return !setsDefaults() || item == null;
    }

    private FormPlace place(@CheckForNull Item item) {
        return FormPlace.of(item, setsDefaults());
    }
}
