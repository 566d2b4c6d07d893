package io.jenkins.plugins.cleankill.engine.os;

/** What the JVMs have in common that tests start. */
public final class TestJvm {

    /** As in the manifest of the command's jar. Without it Java 24 and later warn of JNA on stderr (JEP 472). */
    public static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    private TestJvm() {}
}
