package io.jenkins.plugins.cleankill.engine.process;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of the control group of one block, build or command, see cgroups(7). It is made of a digest of the cookie: every
 * user may read the name of a process' group, and a cookie selects processes.
 *
 * @param value {@value #PREFIX} and 32 hexadecimal digits
 */
public record GroupName(String value) implements Serializable {

    /** Begins the name of each control group of ours. */
    public static final String PREFIX = "clean-kill-";

    private static final int DIGEST_BYTES = 16;
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{32}");

    public GroupName {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("control group: '" + value + "' is not allowed; it must be " + PREFIX
                    + " and 32 hexadecimal digits");
        }
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
