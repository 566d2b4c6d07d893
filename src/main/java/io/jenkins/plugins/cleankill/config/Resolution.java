package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lays the fields of a block or build over the global defaults. The defaults' defaults are {@link Settings#DEFAULT}.
 *
 * @param fields what was set for this block or build
 * @param defaults what holds for fields that are empty there
 * @param cap the most that all windows together may take
 */
record Resolution(KillFields fields, KillFields defaults, Duration cap) {

    /**
     * @throws InvalidSettingException naming the first field that can't be used
     */
    ResolvedSettings resolve() {
        Settings standard = Settings.DEFAULT;
        return new ResolvedSettings(
                new Settings(
                        ladder(),
                        first(KillFields::getDelivery).map(Delivery::parse).orElse(standard.delivery()),
                        first(KillFields::getLeftovers)
                                .map(LeftoverPolicy::parse)
                                .orElse(standard.leftovers()),
                        first(KillFields::getKeep).map(KeepPatterns::new).orElse(standard.keep()),
                        first(KillFields::getDumpThreads).orElse(standard.dumpThreads())),
                onAbort());
    }

    private Ladder ladder() {
        KillFields source = fields.setsWindows() ? fields : defaults;
        source.checkOneWindowField();
        String ladder = source.getLadder();
        if (ladder != null) {
            return Ladder.parse(ladder).within(cap, "ladder");
        }
        Integer seconds = source.getSoftKillSeconds();
        if (seconds != null) {
            return Ladder.ofSoftKillSeconds(seconds).within(cap, "softKillSeconds");
        }
        return cap.compareTo(Ladder.DEFAULT.total()) < 0 ? Ladder.softKill(cap) : Ladder.DEFAULT;
    }

    @CheckForNull
    private OnAbort onAbort() {
        Duration limit = first(KillFields::getOnAbortSeconds)
                .map(Duration::ofSeconds)
                .orElseGet(() -> cap.compareTo(OnAbort.DEFAULT_LIMIT) < 0 ? cap : OnAbort.DEFAULT_LIMIT);
        return first(KillFields::getOnAbort)
                .map(command -> new OnAbort(command, limit).within(cap))
                .orElse(null);
    }

    private <T> Optional<T> first(Function<KillFields, T> field) {
        return Optional.ofNullable(field.apply(fields)).or(() -> Optional.ofNullable(field.apply(defaults)));
    }
}
