package io.jenkins.plugins.cleankill.engine.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Enums as users write them: in lower case. */
final class Words {

    private Words() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E parse(Class<E> type, String field, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> of(value).equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException(field, text, all(type)));
    }

    private static String all(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "));
    }
}
