package io.jenkins.plugins.cleankill.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldingsTest {

    @Test
    void areToldInOneSentence() {
        assertThat(new Holdings(List.of("127.0.0.1:6379"), List.of(), List.of(), List.of("db/LOCK")).text())
                .isEqualTo("listens on 127.0.0.1:6379 and holds the lock on db/LOCK");
        assertThat(new Holdings(List.of(), List.of("/dev/kvm", "/dev/net/tun"), List.of("root"), List.of("a")).text())
                .isEqualTo("holds the devices /dev/kvm, /dev/net/tun, the mount root and the lock on a");
    }

    @Test
    void ofManyTheFirstAreNamedAndTenAreKept() {
        List<String> many =
                IntStream.range(0, 100).mapToObj(number -> "*:" + number).toList();
        Holdings holdings = new Holdings(many, List.of(), List.of(), List.of());

        assertThat(holdings.listensOn()).hasSize(Holdings.MOST);
        assertThat(holdings.text()).isEqualTo("listens on *:0, *:1, *:2 and 7 more");
    }

    @Test
    void nothingIsClaimedOfNothing() {
        assertThat(Holdings.NONE.isEmpty()).isTrue();
        assertThat(Holdings.NONE.text()).isEmpty();
    }

    @Test
    void aPathIsSafeToShowAndKeepsItsEnd() {
        Holdings holdings = new Holdings(List.of(), List.of(), List.of(), List.of("x\n".repeat(200) + "/LOCK"));

        assertThat(holdings.text()).doesNotContain("\n").endsWith("/LOCK").hasSizeLessThan(700);
    }
}
