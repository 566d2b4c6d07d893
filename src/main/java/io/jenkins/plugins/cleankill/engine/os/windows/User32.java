package io.jenkins.plugins.cleankill.engine.os.windows;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** Top-level windows, see EnumWindows and WM_CLOSE. A service sees those of its own window station only. */
final class User32 {

    private static final int WM_CLOSE = 0x0010;

    static {
        Native.register(User32.class, NativeLibrary.getInstance("user32"));
    }

    private User32() {}

    /** Visible top-level windows of that process. */
    static List<Pointer> windows(long pid) {
        List<Pointer> found = new ArrayList<>();
        EachWindow each = (window, ignored) -> {
            int[] owner = new int[1];
            GetWindowThreadProcessId(window, owner);
            if (Integer.toUnsignedLong(owner[0]) == pid && IsWindowVisible(window)) {
                found.add(window);
            }
            return true;
        };
        EnumWindows(each, null);
        return found;
    }

    /** Asks the window to close, as a click on its cross does. Returns at once. */
    static boolean close(Pointer window) {
        return PostMessageW(window, WM_CLOSE, 0, 0);
    }

    /** Loads the library. */
    static void tryOut() {
        // The static initializer has done it
    }

    private static native boolean EnumWindows(EachWindow each, Pointer argument);

    private static native int GetWindowThreadProcessId(Pointer window, int[] pid);

    private static native boolean IsWindowVisible(Pointer window);

    private static native boolean PostMessageW(Pointer window, int message, long first, long second);

    /** WNDENUMPROC. */
    interface EachWindow extends Callback {
        boolean callback(Pointer window, Pointer argument);
    }
}
