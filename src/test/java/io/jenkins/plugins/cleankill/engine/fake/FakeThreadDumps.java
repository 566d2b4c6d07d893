package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.DumpRequest;
import io.jenkins.plugins.cleankill.engine.os.ThreadDumps;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Java virtual machines, each with an answer of its own. All of them catch SIGQUIT. */
public final class FakeThreadDumps implements ThreadDumps {

    private static final Duration NEVER = Duration.ofDays(1);

    private final Supplier<Duration> time;
    private final Map<ProcessIdentity, Optional<Answer>> machines = new HashMap<>();
    private int open;

    FakeThreadDumps(Supplier<Duration> time) {
        this.time = time;
    }

    private record Answer(Duration after, String text, boolean listens) {}

    /** A virtual machine that answers after that time. */
    public void answers(FakeProcess process, Duration after, String text) {
        add(process, Optional.of(new Answer(after, text, false)));
    }

    /** A virtual machine that takes SIGQUIT and says nothing. */
    public void isSilent(FakeProcess process) {
        add(process, Optional.of(new Answer(NEVER, "", false)));
    }

    /** A virtual machine that listens, takes the request and closes the connection. */
    public void refuses(FakeProcess process) {
        add(process, Optional.of(new Answer(Duration.ZERO, "", true)));
    }

    /** A virtual machine that no request can reach. */
    public void isUnreachable(FakeProcess process) {
        add(process, Optional.empty());
    }

    private void add(FakeProcess process, Optional<Answer> answer) {
        machines.put(process.catches(Signal.QUIT, self -> {}).identity(), answer);
    }

    /** How many requests were not closed. */
    public int open() {
        return open;
    }

    @Override
    public boolean isJvm(ProcessIdentity process) {
        return machines.containsKey(process);
    }

    @Override
    public Optional<DumpRequest> ask(ProcessIdentity jvm) {
        return machines.get(jvm).map(answer -> new Request(answer, time.get()));
    }

    private final class Request implements DumpRequest {

        private final Answer answer;
        private final Duration begun;

        Request(Answer answer, Duration begun) {
            this.answer = answer;
            this.begun = begun;
            open++;
        }

        @Override
        public boolean needsSignal() {
            return !answer.listens();
        }

        @Override
        public State advance() {
            if (time.get().compareTo(begun.plus(answer.after())) < 0) {
                return State.WAITING;
            }
            return answer.text().isEmpty() ? State.REFUSED : State.ANSWERED;
        }

        @Override
        public String answer() {
            return answer.text();
        }

        @Override
        public void close() {
            open--;
        }
    }
}
