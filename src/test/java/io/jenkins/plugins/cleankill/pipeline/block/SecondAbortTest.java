package io.jenkins.plugins.cleankill.pipeline.block;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;

class SecondAbortTest {

    private final SecondAbort abort = new SecondAbort();
    private final Throwable first = byAlice();

    private static Throwable byAlice() {
        return new FlowInterruptedException(Result.ABORTED, new CauseOfInterruption.UserInterruption("alice"));
    }

    @Test
    void isNotTheFirstOne() {
        assertThat(abort.isBehind(List.of(first))).isFalse();
    }

    /** However long the machine stalls between the two. */
    @Test
    void isNotTheFirstOneAtASibling() {
        abort.isBehind(List.of(first));

        assertThat(abort.isBehind(List.of(first))).isFalse();
    }

    @Test
    void isTheSamePersonsNextOne() {
        abort.isBehind(List.of(first));

        assertThat(abort.isBehind(List.of(byAlice()))).isTrue();
    }

    @Test
    void isAPersonsAfterATimeout() {
        abort.isBehind(List.of(new FlowInterruptedException(Result.ABORTED, new Other())));

        assertThat(abort.isBehind(List.of(first))).isTrue();
    }

    @Test
    void isNoTimeoutAndNoSiblingsFailure() {
        abort.isBehind(List.of(first));

        assertThat(abort.isBehind(List.of(new FlowInterruptedException(Result.ABORTED, new Other()), new Exception())))
                .isFalse();
    }

    private static final class Other extends CauseOfInterruption {

        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "";
        }
    }
}
