package io.jenkins.plugins.cleankill.engine.process;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text of the system's, whose encoding is not told: names and arguments are bytes. They are read as UTF-8, whatever the
 * locale; a byte that is no part of UTF-8 becomes a character from U+DC80 to U+DCFF, which stands in no text, so that
 * the bytes can be had back (<a href="https://peps.python.org/pep-0383/">PEP 383</a>).
 */
public final class LosslessUtf8 {

    private static final char ESCAPE = 0xdc00;

    private LosslessUtf8() {}

    /** The text that the bytes from {@code from} up to {@code to} stand for. */
    public static String decode(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) {
                return decodeAny(ByteBuffer.wrap(bytes, from, to - from));
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    /** The text that the bytes stand for. */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    private static String decodeAny(ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = decoder.decode(bytes, text, true);
        while (result.isError()) {
            for (int left = result.length(); left > 0; left--) {
                text.put((char) (ESCAPE + (bytes.get() & 0xff)));
            }
            result = decoder.reset().decode(bytes, text, true);
        }
        return text.flip().toString();
    }

    /** The bytes that the text was made of. */
    public static byte[] encode(String text) {
        if (text.chars().noneMatch(LosslessUtf8::isEscape)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(codePoint -> {
            if (isEscape(codePoint)) {
                bytes.write(codePoint - ESCAPE);
            } else {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /** The text with those bytes written as {@code \xfc}, for what takes nothing but UTF-8. */
    public static String printable(String text) {
        if (text.chars().noneMatch(LosslessUtf8::isEscape)) {
            return text;
        }
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .mapToObj(each -> isEscape(each) ? String.format("\\x%02x", each & 0xff) : Character.toString(each))
                .forEach(printable::append);
        return printable.toString();
    }

    /** Whether the character, which stands alone, is a byte that is no part of UTF-8. */
    static boolean isEscape(int codePoint) {
        return codePoint >= ESCAPE + 0x80 && codePoint <= ESCAPE + 0xff;
    }
}
