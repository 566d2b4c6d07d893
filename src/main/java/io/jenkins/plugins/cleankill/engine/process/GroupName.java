package io.jenkins.plugins.cleankill.engine.process;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of the control group of one block, build or command, see cgroups(7). It is made of a digest of the cookie: every
 * user may read the name of a process' group, and a cookie selects processes. Around it there may be a group whose name tells
 * the build.
 *
 * @param value {@value #PREFIX} and 32 hexadecimal digits, or {@code clean-kill-build-} and which build
 */
public record GroupName(String value) implements Serializable {

    /** Begins the name of each control group of ours. */
    public static final String PREFIX = "clean-kill-";

    private static final int DIGEST_BYTES = 16;
    private static final String BUILD = PREFIX + "build-";

    /** NAME_MAX, see limits.h(0p). */
    private static final int LONGEST = 255;

    /** What comes after the second colon is encoded as in a URL. */
    private static final Pattern NAME =
            Pattern.compile(PREFIX + "[0-9a-f]{32}|" + BUILD + "[0-9a-f]{8,64}:\\d{1,18}:[\\w%+*.-]{1,200}");

    public GroupName {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("control group: '" + value + "' is not allowed; it must be " + PREFIX
                    + " and 32 hexadecimal digits, or " + BUILD + " and which build");
        }
    }

    /**
     * The group of the groups of a build's blocks: its name tells the build. A name that is too long is none.
     *
     * @param text the value of {@code CLEAN_KILL_BUILD} in the environment of the build's processes
     */
    public static Optional<GroupName> ofBuild(String text) {
        return parse(BUILD + text);
    }

    /** The group of that name, if it is one of ours. */
    public static Optional<GroupName> parse(String name) {
        return name.length() <= LONGEST && NAME.matcher(name).matches()
                ? Optional.of(new GroupName(name))
                : Optional.empty();
    }

    /** The value of {@code CLEAN_KILL_BUILD}, if it is the group of a build. */
    public Optional<String> build() {
        return value.startsWith(BUILD) ? Optional.of(value.substring(BUILD.length())) : Optional.empty();
    }

    /** The group of the processes that carry the cookie of that value. */
    public static GroupName ofCookie(String value) {
        byte[] digest = sha256().digest(value.getBytes(StandardCharsets.UTF_8));
        return new GroupName(PREFIX + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
