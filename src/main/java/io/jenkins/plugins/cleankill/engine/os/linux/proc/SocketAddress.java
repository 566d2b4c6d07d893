package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** An address and a port as {@code /proc/net/tcp} writes them: {@code 0100007F:18EB} is {@code 127.0.0.1:6379}. */
public final class SocketAddress {

    private static final int WORD = 8;

    private SocketAddress() {}

    /** The same for a person: {@code [::1]:6379} for IPv6. Empty if it is none. */
    public static Optional<String> shown(String kernels) {
        if (!kernels.matches("([0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4}")) {
            return Optional.empty();
        }
        int colon = kernels.indexOf(':');
        try {
            InetAddress address = InetAddress.getByAddress(bytes(kernels.substring(0, colon)));
            return Optional.of(host(address) + ":" + port(kernels));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** The port of such an address. */
    public static int port(String kernels) {
        return Integer.parseInt(kernels, kernels.indexOf(':') + 1, kernels.length(), 16);
    }

    /** The kernel prints each 32 bits as a number of this machine. */
    private static byte[] bytes(String hexadecimal) {
        ByteBuffer bytes = ByteBuffer.allocate(hexadecimal.length() / 2).order(ByteOrder.nativeOrder());
        for (int at = 0; at < hexadecimal.length(); at += WORD) {
            bytes.putInt(Integer.parseUnsignedInt(hexadecimal, at, at + WORD, 16));
        }
        return bytes.array();
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text.replaceFirst("(^|:)0(:0)+(:|$)", "::") + "]" : text;
    }
}
