# A shutdown hook of Java that needs the helper which the program has started: it asks, and then ends it.
# source: apache/maven-surefire#832, spring-projects/spring-boot#18936
# needs: java
# expect: mark asked, finished helper, once helper, no next
cd "$MARKERS" || exit
cat >Main.java <<'J'
import java.nio.file.*;
public class Main {
    public static void main(String[] arguments) throws Exception {
        Process helper = new ProcessBuilder(System.getenv("REPORTS") + "/tool", "helper").start();
        Path folder = Path.of(System.getenv("MARKERS"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Thread.sleep(700);
                if (helper.isAlive() && !Files.exists(folder.resolve("helper.TERM"))) Files.createFile(folder.resolve("asked"));
                helper.destroy();
                helper.waitFor();
            } catch (Exception e) { e.printStackTrace(); }
        }));
        Files.createFile(folder.resolve("ready"));
        Thread.sleep(100_000);
    }
}
J
# ready with the hook, not with the helper
READY=2 java Main.java
touch next
