package io.jenkins.plugins.cleankill.config;

import com.thoughtworks.xstream.converters.ConversionException;
import com.thoughtworks.xstream.converters.UnmarshallingContext;
import hudson.security.ACL;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import jenkins.util.xstream.CriticalXStreamException;

/** {@link KillFields} as XML has them: no setter has seen them. */
final class StoredFields {

    private static final List<BiConsumer<KillFields, KillFields>> COPIES = List.of(
            (from, to) -> to.setSoftKillSeconds(from.getSoftKillSeconds()),
            (from, to) -> to.setLadder(from.getLadder()),
            (from, to) -> to.setDelivery(from.getDelivery()),
            (from, to) -> to.setLeftovers(from.getLeftovers()),
            (from, to) -> to.setKeep(from.getKeep()),
            (from, to) -> to.setDumpThreads(from.getDumpThreads()),
            (from, to) -> to.setDumpSignals(from.getDumpSignals()),
            (from, to) -> to.setContainers(from.getContainers()),
            (from, to) -> to.setOnAbort(from.getOnAbort()),
            (from, to) -> to.setOnAbortSeconds(from.getOnAbortSeconds()),
            (from, to) -> to.setAfterKill(from.getAfterKill()),
            (from, to) -> to.setAfterKillSeconds(from.getAfterKillSeconds()));

    private StoredFields() {}

    /** The fields that can be used together and within the cap; the problem of each other field is told. */
    static KillFields usable(KillFields stored, Duration cap, Consumer<InvalidSettingException> problems) {
        List<BiConsumer<KillFields, KillFields>> good = new ArrayList<>();
        for (BiConsumer<KillFields, KillFields> field : COPIES) {
            good.add(field);
            try {
                Resolution.ofDefaults(copy(stored, good), cap).resolve();
            } catch (InvalidSettingException e) {
                good.remove(field);
                problems.accept(e);
            }
        }
        return copy(stored, good);
    }

    /** The same fields in another object. */
    static KillFields copy(KillFields fields) {
        return copy(fields, COPIES);
    }

    private static KillFields copy(KillFields stored, List<BiConsumer<KillFields, KillFields>> fields) {
        KillFields copy = new KillFields();
        fields.forEach(field -> field.accept(stored, copy));
        return copy;
    }

    /**
     * Refuses bad fields in a job's XML that a user sends, by field, value and what is allowed. Bad fields that Jenkins
     * itself reads from its disk stay as they are, and fail the builds that would use them: the job is not lost for one
     * bad field.
     *
     * @param unreadable the errors of fields that could not be read at all
     */
    static void checkSubmitted(KillFields fields, List<?> unreadable) {
        if (ACL.SYSTEM2.equals(Jenkins.getAuthentication2())) {
            return;
        }
        try {
            unreadable.forEach(StoredFields::refuse);
            CleanKillConfiguration.get().resolve(copy(fields));
        } catch (InvalidSettingException e) {
            throw new CriticalXStreamException(new ConversionException(e.getMessage(), e));
        }
    }

    /** Only numbers can't be read: XStream takes any text for a text, and all but {@code true} for false. */
    private static void refuse(Object error) {
        if (error instanceof ConversionException unreadable) {
            String path = String.valueOf(unreadable.get("path"));
            throw new InvalidSettingException(
                    path.substring(path.lastIndexOf('/') + 1), value(unreadable), "whole seconds, 1 or more");
        }
    }

    /** {@code For input string: "soon"}, says {@link NumberFormatException}. */
    private static String value(ConversionException unreadable) {
        return String.valueOf(unreadable.get("cause-message")).replaceFirst("^[^\"]*\"(.*)\"[^\"]*$", "$1");
    }

    /** The errors of reading so far: {@code RobustReflectionConverter} collects them, and goes on. */
    static List<?> unreadable(UnmarshallingContext context) {
        return context.get("ReadError") instanceof List<?> errors ? List.copyOf(errors) : List.of();
    }
}
