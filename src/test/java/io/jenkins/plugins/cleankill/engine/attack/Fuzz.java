package io.jenkins.plugins.cleankill.engine.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Feeds a parser with mutations of real inputs, the same for the same seed: {@code -Dclean-kill.fuzz.inputs=1000000} and {@code
 * -Dclean-kill.fuzz.seed=7} make more and others.
 */
public final class Fuzz {

    private static final int INPUTS = Integer.getInteger("clean-kill.fuzz.inputs", 2_500);
    private static final long SEED = Long.getLong("clean-kill.fuzz.seed", 1);
    private static final int LONGEST = 1 << 16;
    private static final int MOST_AT_ONCE = 5;
    private static final List<byte[]> WORDS = List.of(
            bytes("-1"),
            bytes("0"),
            bytes("9223372036854775808"),
            bytes("99999999999999999999999"),
            bytes("1E999999999"),
            bytes(" "),
            bytes("\n"),
            bytes("\0"),
            bytes(")"),
            bytes("\u2028\ud83d\ude00\u0661"),
            new byte[] {(byte) 0xff, (byte) 0xc0});

    private final List<byte[]> corpus;
    private final Random random = new Random(SEED);

    private Fuzz(List<byte[]> corpus) {
        this.corpus = corpus;
    }

    /** Fails at the first input of which the target says so. */
    public static void mutations(FuzzTarget target) {
        Fuzz fuzz = new Fuzz(target.corpus());
        for (int i = 0; i < INPUTS; i++) {
            try {
                target.judge(i < target.corpus().size() ? target.corpus().get(i) : fuzz.mutated());
            } catch (AssertionError e) {
                throw new AssertionError("input " + i + " of seed " + SEED, e);
            }
        }
    }

    private byte[] mutated() {
        byte[] bytes = any();
        for (int times = 1 + random.nextInt(MOST_AT_ONCE); times > 0; times--) {
            bytes = mutated(bytes);
        }
        return bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
    }

    private byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] mutated(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int end = from + random.nextInt(Math.min(30, bytes.length - from) + 1);
        return switch (random.nextInt(7)) {
            case 0 -> joined(bytes, from, new byte[] {(byte) random.nextInt(256)}, Math.min(from + 1, bytes.length));
            case 1 -> joined(bytes, from, new byte[0], end);
            case 2 -> joined(bytes, from, word(), end);
            case 3 -> joined(bytes, from, repeated(Arrays.copyOfRange(bytes, from, end)), end);
            case 4 -> Arrays.copyOf(bytes, from);
            case 5 -> joined(bytes, from, any(), end);
            default -> number(bytes, from);
        };
    }

    /** A whole word is another one: the number that it perhaps was. */
    private byte[] number(byte[] bytes, int at) {
        int from = at;
        while (from > 0 && Character.isLetterOrDigit(bytes[from - 1])) {
            from--;
        }
        int to = at;
        while (to < bytes.length && Character.isLetterOrDigit(bytes[to])) {
            to++;
        }
        return joined(bytes, from, word(), to);
    }

    private byte[] word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private byte[] repeated(byte[] part) {
        int times = random.nextInt(20) == 0 ? 2000 : 2;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] joined(byte[] bytes, int from, byte[] middle, int to) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, from);
        all.writeBytes(middle);
        all.write(bytes, to, bytes.length - to);
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
