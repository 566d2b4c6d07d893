package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import io.jenkins.plugins.cleankill.engine.settings.Sources;
import java.time.Duration;
import java.util.function.Function;

/**
 * Lays the fields of a block or build over the global defaults. The defaults' defaults are {@link Settings#DEFAULT}.
 *
 * @param fields what was set for this block or build
 * @param place where they were set
 * @param defaults what holds for fields that are empty there
 * @param cap the most that all windows together may take
 */
record Resolution(KillFields fields, Source place, KillFields defaults, Duration cap) {

    /**
     * @throws InvalidSettingException naming the first field that can't be used
     */
    ResolvedSettings resolve() {
        Settings standard = Settings.DEFAULT;
        Chosen<Ladder> ladder = ladder();
        Chosen<Delivery> delivery = choose(KillFields::getDelivery, Delivery::parse, standard.delivery());
        Chosen<LeftoverPolicy> leftovers =
                choose(KillFields::getLeftovers, LeftoverPolicy::parse, standard.leftovers());
        Chosen<KeepPatterns> keep = choose(KillFields::getKeep, KeepPatterns::new, standard.keep());
        Chosen<Boolean> dumpThreads = choose(KillFields::getDumpThreads, Function.identity(), standard.dumpThreads());
        return new ResolvedSettings(
                new Settings(
                        ladder.value(),
                        delivery.value(),
                        leftovers.value(),
                        keep.value(),
                        dumpThreads.value(),
                        new Sources(
                                ladder.source(),
                                delivery.source(),
                                leftovers.source(),
                                keep.source(),
                                dumpThreads.source())),
                onAbort());
    }

    private Chosen<Ladder> ladder() {
        boolean own = fields.setsWindows();
        KillFields given = own ? fields : defaults;
        Source source = own ? place : Source.GLOBAL;
        given.checkOneWindowField();
        String ladder = given.getLadder();
        if (ladder != null) {
            return new Chosen<>(Ladder.parse(ladder).within(cap, "ladder"), source);
        }
        Integer seconds = given.getSoftKillSeconds();
        if (seconds != null) {
            return new Chosen<>(Ladder.ofSoftKillSeconds(seconds).within(cap, "softKillSeconds"), source);
        }
        return cap.compareTo(Ladder.DEFAULT.total()) < 0
                ? new Chosen<>(Ladder.softKill(cap), Source.CAP)
                : new Chosen<>(Ladder.DEFAULT, Source.DEFAULT);
    }

    /** The time limit of a command on abort, if there is one. */
    Duration onAbortLimit() {
        Duration standard = cap.compareTo(OnAbort.DEFAULT_LIMIT) < 0 ? cap : OnAbort.DEFAULT_LIMIT;
        return choose(KillFields::getOnAbortSeconds, Duration::ofSeconds, standard)
                .value();
    }

    @CheckForNull
    private OnAbort onAbort() {
        Chosen<String> command = choose(KillFields::getOnAbort, Function.identity(), "");
        return command.value().isEmpty()
                ? null
                : new OnAbort(command.value(), onAbortLimit(), command.source()).within(cap);
    }

    private <F, T> Chosen<T> choose(Function<KillFields, F> field, Function<F, T> parse, T standard) {
        F own = field.apply(fields);
        if (own != null) {
            return new Chosen<>(parse.apply(own), place);
        }
        F global = field.apply(defaults);
        return global == null
                ? new Chosen<>(standard, Source.DEFAULT)
                : new Chosen<>(parse.apply(global), Source.GLOBAL);
    }

    /** A value, and where it came from. */
    private record Chosen<T>(T value, Source source) {}
}
