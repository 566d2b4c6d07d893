package io.jenkins.plugins.cleankill.deadbuilds;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One search on an agent for processes of builds that are over, for those that wait for it. It never fails. */
final class Search {

    private final CompletableFuture<List<Remains>> found = new CompletableFuture<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();

    /** A search that was over, and has found nothing. */
    static Search none() {
        Search none = new Search();
        none.end(true);
        return none;
    }

    /** The builds are known; the end of those that are to be ended begins. */
    void found(List<Remains> remains) {
        found.complete(List.copyOf(remains));
    }

    /** Nothing more comes of it. A search that has failed has found nothing. */
    void end(boolean allEnded) {
        found.complete(List.of());
        over.complete(allEnded);
    }

    /** Completes with the builds that have left processes. */
    CompletableFuture<List<Remains>> found() {
        return found.copy();
    }

    /** Completes when those that were to be ended have been, with whether all of their processes have ended. */
    CompletableFuture<Boolean> over() {
        return over.copy();
    }
}
