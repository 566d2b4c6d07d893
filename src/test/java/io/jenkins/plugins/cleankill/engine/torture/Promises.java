package io.jenkins.plugins.cleankill.engine.torture;

import java.util.ArrayList;
import java.util.List;

/** What must hold of one abort, and what of it did not. */
final class Promises {

    private final List<String> broken = new ArrayList<>();

    /** Notes what is the case if the promise does not hold. */
    void expect(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }

    /** Those that did not hold; then with more to understand them by. */
    List<String> broken(String... more) {
        if (!broken.isEmpty()) {
            broken.addAll(List.of(more));
        }
        return broken;
    }
}
