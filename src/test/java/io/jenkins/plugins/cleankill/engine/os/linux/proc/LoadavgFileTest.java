package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadavgFileTest {

    @Test
    void theLastFieldIsTheLatestPid() {
        assertThat(LoadavgFile.parse("0.00 0.01 0.05 2/1084 4711\n")).isEqualTo(4711);
    }

    @Test
    void anotherShapeTellsNothing() {
        assertThat(LoadavgFile.parse("0.00 0.00 0.00\n")).isZero();
        assertThat(LoadavgFile.parse("")).isZero();
        assertThat(LoadavgFile.parse("0 0 0 0/0 x")).isZero();
    }
}
