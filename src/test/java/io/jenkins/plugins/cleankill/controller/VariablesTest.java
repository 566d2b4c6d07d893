package io.jenkins.plugins.cleankill.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {

    @Test
    void moreComeAfterThoseThatAreThere() {
        String[] environment = {"A=1", "B=x=y"};

        assertThat(Variables.with(environment, Map.of("A", "2"), Map.of("C", "")))
                .containsExactly("A=1", "B=x=y", "A=2", "C=");
        assertThat(environment).containsExactly("A=1", "B=x=y");
    }
}
