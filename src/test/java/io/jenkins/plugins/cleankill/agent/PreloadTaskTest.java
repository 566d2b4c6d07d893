package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PreloadTaskTest {

    private static final AtomicBoolean INITIALIZED = new AtomicBoolean();

    /** Two threads that initialize a class and its superclass in different order wait for each other for ever. */
    @Test
    void initializesNoClassOfTheList() throws IOException {
        new PreloadTask(List.of(PreloadTaskTest.class.getName() + "$Loaded")).call();

        assertThat(INITIALIZED).isFalse();
    }

    /** Tells when it is initialized. */
    static final class Loaded {

        static {
            INITIALIZED.set(true);
        }

        private Loaded() {}
    }
}
