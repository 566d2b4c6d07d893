package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.settings.ContainerPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import io.jenkins.plugins.cleankill.engine.settings.Sources;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lays the fields of a block or build over the global defaults. The defaults' defaults are {@link Settings#DEFAULT}.
 *
 * @param fields the fields that were set for this block or build
 * @param place where they were set
 * @param defaults the values for fields that are empty there
 * @param cap the most that all windows together may take
 * @param fixed the settings for which the defaults hold whatever the fields are
 * @param notices hears of each field that does not hold
 */
record Resolution(
        KillFields fields, Source place, KillFields defaults, Duration cap, Fixed fixed, Consumer<String> notices) {

    private static final Consumer<String> NO_NOTICES = notice -> {};

    /** The defaults alone, as the administrator sets them. */
    static Resolution ofDefaults(KillFields defaults, Duration cap) {
        return new Resolution(new KillFields(), Source.GLOBAL, defaults, cap, Fixed.NOTHING, NO_NOTICES);
    }

    /**
     * @throws InvalidSettingException naming the first field that can't be used, or that is over the cap
     */
    ResolvedSettings resolve() {
        return resolve(new TimeLimit.Refusing(cap));
    }

    /**
     * The settings that hold, with times over the cap shortened to it.
     *
     * @throws InvalidSettingException naming the first field that can't be used
     */
    ResolvedSettings resolveShortened() {
        return resolve(new TimeLimit.Shortening(cap, notices));
    }

    ResolvedSettings resolve(TimeLimit limit) {
        Settings standard = Settings.DEFAULT;
        Chosen<Ladder> ladder = ladder(limit);
        Chosen<Delivery> delivery = choose(KillFields::getDelivery, Delivery::parse, standard.delivery());
        Chosen<LeftoverPolicy> leftovers = unlessFixed(
                fixed.leftovers(),
                "leftovers",
                choose(KillFields::getLeftovers, LeftoverPolicy::parse, standard.leftovers()),
                defaults.getLeftovers() == null ? standard.leftovers() : LeftoverPolicy.parse(defaults.getLeftovers()));
        Chosen<KeepPatterns> keep = unlessFixed(
                fixed.keep(),
                "keep",
                choose(KillFields::getKeep, KeepPatterns::new, standard.keep()),
                defaults.getKeep() == null ? standard.keep() : new KeepPatterns(defaults.getKeep()));
        Chosen<Boolean> dumpThreads = choose(KillFields::getDumpThreads, Function.identity(), standard.dumpThreads());
        Chosen<DumpSignals> dumpSignals =
                choose(KillFields::getDumpSignals, DumpSignals::parse, standard.dumpSignals());
        return new ResolvedSettings(
                new Settings(
                        ladder.value(),
                        delivery.value(),
                        leftovers.value(),
                        keep.value(),
                        dumpThreads.value(),
                        dumpSignals.value(),
                        new Sources(
                                ladder.source(),
                                delivery.source(),
                                leftovers.source(),
                                keep.source(),
                                dumpThreads.source(),
                                dumpSignals.source())),
                hook(Hook.Moment.ON_ABORT, limit),
                hook(Hook.Moment.AFTER_KILL, limit),
                containers());
    }

    private Chosen<Ladder> ladder(TimeLimit limit) {
        boolean own = fields.setsWindows();
        KillFields given = own ? fields : defaults;
        Source source = own ? place : Source.GLOBAL;
        given.checkOneWindowField();
        String ladder = given.getLadder();
        if (ladder != null) {
            return limited(limit, Ladder.parse(ladder), "ladder", source);
        }
        Integer seconds = given.getSoftKillSeconds();
        if (seconds != null) {
            return limited(limit, Ladder.ofSoftKillSeconds(seconds), "softKillSeconds", source);
        }
        return cap.compareTo(Ladder.DEFAULT.total()) < 0
                ? new Chosen<>(Ladder.softKill(cap), Source.CAP)
                : new Chosen<>(Ladder.DEFAULT, Source.DEFAULT);
    }

    private static Chosen<Ladder> limited(TimeLimit limit, Ladder ladder, String field, Source source) {
        Ladder allowed = limit.windows(ladder, field);
        return new Chosen<>(allowed, allowed.equals(ladder) ? source : Source.CAP);
    }

    /** The time limit of the command of that moment, if there is one. */
    Duration hookLimit(Hook.Moment moment) {
        Duration standard = cap.compareTo(moment.defaultLimit()) < 0 ? cap : moment.defaultLimit();
        return choose(moment::seconds, Duration::ofSeconds, standard).value();
    }

    /** The time limit is checked even where there is no command: another place may set one. */
    @CheckForNull
    private Hook hook(Hook.Moment moment, TimeLimit limit) {
        Duration time = limit.command(moment, hookLimit(moment));
        Chosen<String> command = choose(moment::command, Function.identity(), "");
        return command.value().isEmpty() ? null : new Hook(moment, command.value(), time, command.source());
    }

    private Containers containers() {
        Chosen<ContainerPolicy> policy =
                choose(KillFields::getContainers, ContainerPolicy::parse, Containers.DEFAULT.policy());
        return new Containers(policy.value(), policy.source());
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

    private <T> Chosen<T> unlessFixed(boolean isFixed, String field, Chosen<T> chosen, T ofAdministrator) {
        if (!isFixed) {
            return chosen;
        }
        if (!chosen.value().equals(ofAdministrator)) {
            notices.accept(field + ": '" + shown(chosen.value()) + "' does not hold; the administrator has fixed it: '"
                    + shown(ofAdministrator) + "'");
        }
        return new Chosen<>(ofAdministrator, Source.FIXED);
    }

    private static String shown(Object value) {
        return value instanceof KeepPatterns keep ? String.join(" ", keep.globs()) : value.toString();
    }

    /** A value, and where it came from. */
    private record Chosen<T>(T value, Source source) {}
}
