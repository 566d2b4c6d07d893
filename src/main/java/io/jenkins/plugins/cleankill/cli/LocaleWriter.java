package io.jenkins.plugins.cleankill.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/** Writes what the locale's encoding has no letters for as {@code \}{@code u00fc}, and no question marks. */
final class LocaleWriter extends FilterWriter {

    private static final Charset OF_THE_LOCALE = Charset.forName(
            System.getProperty("native.encoding", Charset.defaultCharset().name()));

    private LocaleWriter(Writer out) {
        super(out);
    }

    static LocaleWriter to(OutputStream out) {
        return new LocaleWriter(new OutputStreamWriter(out, OF_THE_LOCALE));
    }

    /** The text as it can be written. */
    static String spelled(String text) {
        return spelled(text, OF_THE_LOCALE);
    }

    static String spelled(String text, Charset charset) {
        CharsetEncoder encoder = charset.newEncoder();
        if (encoder.canEncode(text)) {
            return text;
        }
        StringBuilder spelled = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            String letter = Character.toString(codePoint);
            if (encoder.canEncode(letter)) {
                spelled.append(letter);
            } else {
                spelled.append(String.format(codePoint <= 0xffff ? "\\u%04x" : "\\U%08x", codePoint));
            }
        });
        return spelled.toString();
    }

    @Override
    public void write(int character) throws IOException {
        out.write(spelled(Character.toString(character)));
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        out.write(spelled(new String(characters, offset, length)));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(spelled(text.substring(offset, offset + length)));
    }
}
