package io.jenkins.plugins.cleankill.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LosslessUtf8Test {

    @ParameterizedTest
    @ValueSource(strings = {"", "sleep", "b\u00fccher", "\u65e5\u672c", "\ud83d\ude00"})
    void utf8IsReadAsItIs(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(LosslessUtf8.decode(bytes)).isEqualTo(text);
        assertThat(LosslessUtf8.encode(text)).isEqualTo(bytes);
    }

    @Test
    void otherBytesStandForThemselves() {
        byte[] latin = "b\u00fccher".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(LosslessUtf8.decode(latin)).isEqualTo("b\udcfccher");
        assertThat(SafeText.name(LosslessUtf8.decode(latin))).isEqualTo("b\\xfccher");
    }

    @Test
    void aLetterThatIsCutOffKeepsItsBytes() {
        byte[] cut = {'a', (byte) 0xe6, (byte) 0x97};

        assertThat(LosslessUtf8.decode(cut)).isEqualTo("a\udce6\udc97");
    }

    @Test
    void whateverTheBytesTheyComeBack() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                for (int at = 0; at < bytes.length; at++) {
                    // The bytes that begin and go on a letter come often, so that letters are whole, overlong and cut
                    bytes[at] = (byte) new int[] {0xc3, 0xe2, 0xed, 0xf0, 0x80, 0x9f, 0xa0, 'a'}[random.nextInt(8)];
                }
            }
            assertThat(LosslessUtf8.encode(LosslessUtf8.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void onlyAPartIsRead() {
        assertThat(LosslessUtf8.decode("xb\u00fccherx".getBytes(StandardCharsets.UTF_8), 1, 8))
                .isEqualTo("b\u00fccher");
    }
}
