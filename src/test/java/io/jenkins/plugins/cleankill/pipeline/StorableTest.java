package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;

class StorableTest {

    private static final Matcher MATCHER = Pattern.compile("b").matcher("abc");

    private static <T> Storable<T> restarted(Storable<T> value) {
        return SerializationUtils.deserialize(SerializationUtils.serialize(value));
    }

    @Test
    void whatIsSerializableIsThereAgain() {
        Storable<Object> value = Storable.of(new ArrayList<>(List.of("a", 1)), null);

        assertThat(value.isLostInARestart()).isFalse();
        assertThat(restarted(value).get()).isEqualTo(List.of("a", 1));
    }

    @Test
    void nothingIsThereAgain() {
        assertThat(restarted(Storable.of(null, null)).get()).isNull();
    }

    @Test
    void whatIsNotSerializableIsThereUntilTheRestart() {
        Storable<Object> value = Storable.of(List.of(MATCHER), "stand-in");

        assertThat(value.get()).isEqualTo(List.of(MATCHER));
        assertThat(value.isLostInARestart()).isTrue();
        assertThat(restarted(value).get()).isEqualTo("stand-in");
    }
}
