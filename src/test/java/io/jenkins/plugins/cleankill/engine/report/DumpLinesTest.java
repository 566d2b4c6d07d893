package io.jenkins.plugins.cleankill.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import org.junit.jupiter.api.Test;

class DumpLinesTest {

    private static final ProcessName JVM = new ProcessName(4711, "java");

    @Test
    void theMainThreadIsKnownByItsNumber() {
        String dump = """
                2026-03-01 12:00:00
                Full thread dump OpenJDK 64-Bit Server VM (25+36 mixed mode):

                "worker" #21 [4800] prio=5 os_prio=0 waiting on condition
                   java.lang.Thread.State: RUNNABLE
                \tat Worker.run(Worker.java:1)

                "Test worker" #3 [4712] prio=5 os_prio=0 waiting on condition
                   java.lang.Thread.State: TIMED_WAITING (sleeping)
                \tat java.lang.Thread.sleep(Thread.java:509)
                \tat A.f(A.java:5)
                \t- locked <0x1> (a java.lang.Object)
                \tat B.f(B.java:6)
                \tat C.f(C.java:7)
                \tat D.f(D.java:8)
                \tat E.f(E.java:8)
                \tat F.f(F.java:8)
                \tat G.f(G.java:8)
                """;

        assertThat(DumpLines.of(ThreadDump.of(JVM, dump)))
                .containsExactly(
                        "Thread dump of java (4711), 2 threads, is in the report; \"Test worker\" is TIMED_WAITING (sleeping):",
                        "  at java.lang.Thread.sleep(Thread.java:509)",
                        "  at A.f(A.java:5)",
                        "  - locked <0x1> (a java.lang.Object)",
                        "  at B.f(B.java:6)",
                        "  at C.f(C.java:7)",
                        "  at D.f(D.java:8)",
                        "  at E.f(E.java:8)",
                        "  at F.f(F.java:8)");
    }

    @Test
    void aMainThreadMayHaveEnded() {
        String dump = """
                "Reference Handler" #12 [4713] daemon prio=10 os_prio=0
                   java.lang.Thread.State: RUNNABLE
                "DestroyJavaVM" #22 [4712] prio=5 os_prio=0
                   java.lang.Thread.State: RUNNABLE
                """;

        assertThat(DumpLines.of(ThreadDump.of(JVM, dump)))
                .containsExactly("Thread dump of java (4711), 2 threads, is in the report; its main thread has ended");
    }

    @Test
    void aDeadlockOfLocksThatAThreadOwns() {
        String dump = """
                Found one Java-level deadlock:
                =============================
                "a":
                  waiting for ownable synchronizer 0x1, (a java.util.concurrent.locks.ReentrantLock$NonfairSync),
                  which is held by "b"

                "b":
                  waiting to lock monitor 0x2 (object 0x3, a java.lang.Object),
                  which is held by "a"

                Java stack information for the threads listed above:
                "a":
                """;

        assertThat(DumpLines.of(ThreadDump.of(JVM, dump)))
                .containsExactly(
                        "Thread dump of java (4711), 0 threads, is in the report",
                        "Deadlock in java (4711): \"a\" waits for \"b\", \"b\" waits for \"a\"");
    }

    @Test
    void ofALongDumpTheEndIsKeptAsWell() {
        ThreadDump dump = ThreadDump.of(JVM, "begin" + "x".repeat(ThreadDump.MOST_CHARACTERS) + "end");

        assertThat(dump.text())
                .startsWith("beginx")
                .endsWith("xend")
                .contains("8 characters and more are left out here")
                .hasSize(ThreadDump.MOST_CHARACTERS);
    }
}
