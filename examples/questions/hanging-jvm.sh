# A JVM that hangs, and whose output is a file, as that of a test runner's forks.
command -v javac >/dev/null || { echo "needs a JDK"; exit 77; }
cat >"${TMPDIR:-/tmp}/Hanging.java" <<'END'
public class Hanging {

    public static void main(String[] args) throws Exception {
        System.out.println("hangs");
        waitsForTheDatabase();
    }

    private static void waitsForTheDatabase() throws Exception {
        Thread.sleep(1_000_000);
    }
}
END
: >"${TMPDIR:-/tmp}/hanging.log"
java "${TMPDIR:-/tmp}/Hanging.java" >"${TMPDIR:-/tmp}/hanging.log" 2>&1 &
while kill -0 $! && ! grep -q hangs "${TMPDIR:-/tmp}/hanging.log"; do sleep 0.1; done
echo READY
wait
