package io.jenkins.plugins.cleankill.action;

import java.util.AbstractList;
import java.util.List;
import java.util.function.IntFunction;

/** The terminations of a build, each read when it is asked for: all of them at once may be more than the memory holds. */
final class TerminationList<T extends TerminationView> extends AbstractList<T> {

    private final List<Integer> numbers;
    private final IntFunction<T> read;

    /** @param read gives the termination of a number, never null */
    TerminationList(List<Integer> numbers, IntFunction<T> read) {
        this.numbers = List.copyOf(numbers);
        this.read = read;
    }

    @Override
    public T get(int index) {
        return read.apply(numbers.get(index));
    }

    @Override
    public int size() {
        return numbers.size();
    }
}
