package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildSecretsTest {

    private final Set<String> names = new HashSet<>(Set.of("TOKEN"));
    private final BuildSecrets secrets = new BuildSecrets(() -> names);

    @Test
    void areTheValuesOfTheVariablesThatHoldSecrets() {
        secrets.note(List.of("TOKEN=a=b", "PATH=/bin", "NOTHING"));

        assertThat(secrets.texts()).containsExactly("a=b");
    }

    @Test
    void growWithTheBuild() {
        secrets.note(List.of("TOKEN=one", "LATER=no secret yet"));
        names.add("LATER");
        secrets.note(List.of("TOKEN=two", "LATER=three"));

        assertThat(secrets.texts()).containsExactlyInAnyOrder("one", "two", "three");
    }
}
