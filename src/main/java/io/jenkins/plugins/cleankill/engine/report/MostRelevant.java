package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Chooses, where there are too many rows to show, the rows that a person asks about first. */
public final class MostRelevant {

    private static final List<Ending> BY_INTEREST = List.of(Ending.LEFT, Ending.KILLED, Ending.KEPT, Ending.ENDED);

    private MostRelevant() {}

    /** At most so many, first the ones that did not end by themselves; in the order of the list. */
    public static <T> List<T> of(List<T> all, Function<T, Ending> ending, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            chosen.add(i);
        }
        chosen.sort(Comparator.comparingInt(i -> BY_INTEREST.indexOf(ending.apply(all.get(i)))));
        return chosen.stream().limit(most).sorted().map(all::get).toList();
    }
}
