package io.jenkins.plugins.cleankill.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void aScriptThatNamesItsInterpreterIsKnownByItsOwnName() {
        CommandLine line = CommandLine.of("/bin/sh", "-e", "/opt/deploy-to-production.sh", "now");

        assertThat(line.scriptName(new ShortName("deploy-to-produ"))).contains("deploy-to-production.sh");
    }

    @Test
    void aProgramHasNoScriptName() {
        assertThat(CommandLine.of("/bin/cp", "cp.txt", "to").scriptName(new ShortName("cp")))
                .isEmpty();
        assertThat(CommandLine.of("node", "server.js").scriptName(new ShortName("MainThread")))
                .isEmpty();
        assertThat(CommandLine.of("sh", "script").scriptName(new ShortName(""))).isEmpty();
    }
}
