package io.jenkins.plugins.cleankill.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Another build at the same time: it must lose neither a process nor a line. */
public final class Neighbour implements AutoCloseable {

    /** Each of its five processes tells its pid; the short sleeps come and go. */
    private static final String SCRIPT = """
            echo "pid $$"
            sleep 1000 &
            echo "pid $!"
            sh -c 'trap "echo signalled" TERM INT HUP
                echo "pid $$"
                while [ ! -e "$MARKERS/end" ]; do sleep 0.2; done' &
            loop=$!
            {
                sh -c 'echo "pid $PPID"'
                n=0
                while [ ! -e "$MARKERS/end" ]; do
                    n=$((n + 1))
                    echo "line $n"
                    sleep 0.05
                done
            } | sh -c 'echo "pid $$"; exec cat'
            wait $loop
            echo over
            """;

    private static final int PROCESSES = 5;

    private final Path folder;
    private final RealBuild build;
    private final List<ProcessInfo> standing;

    private Neighbour(Path folder, RealBuild build) throws IOException {
        this.folder = folder;
        this.build = build;
        List<Long> pids = pids(build.output().lines());
        this.standing =
                build.alive().stream().filter(info -> pids.contains(info.pid())).toList();
    }

    private static List<Long> pids(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("pid "))
                .map(line -> Long.parseLong(line.substring("pid ".length())))
                .toList();
    }

    /** Starts it and waits until it works. */
    public static Neighbour start(Path folder) throws IOException, InterruptedException {
        RealBuild build = RealBuild.start(folder, Map.of(), List.of("sh", "-c", SCRIPT));
        build.output().await(lines -> pids(lines).size() == PROCESSES && lines.contains("line 1"));
        return new Neighbour(folder, build);
    }

    /** Lets it end by itself, after it was seen to be whole. */
    public void assertUnharmed() throws IOException, InterruptedException {
        assertThat(standing).hasSize(PROCESSES);
        for (ProcessInfo process : standing) {
            assertThat(build.isAlive(process.identity()))
                    .as("%s lives", process.name())
                    .isTrue();
        }
        Files.createFile(folder.resolve("end"));
        build.output().awaitLine("over");
        List<String> lines = build.output().lines();
        assertThat(lines).doesNotContain("signalled");
        NumberedLines.count(lines);
    }

    @Override
    public void close() throws IOException {
        build.close();
    }
}
