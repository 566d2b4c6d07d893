package io.jenkins.plugins.cleankill.engine.os.windows;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** The functions of {@code ntdll.dll} that have no equal in kernel32. Each answers an NTSTATUS: 0 or more is a success. */
final class Ntdll {

    /** PROCESS_BASIC_INFORMATION, with the address of the process environment block. */
    static final int BASIC_INFORMATION = 0;

    static {
        Native.register(Ntdll.class, NativeLibrary.getInstance("ntdll"));
    }

    private Ntdll() {}

    static native int NtQueryInformationProcess(Pointer process, int kind, Memory answer, int size, int[] length);

    static native int NtSuspendProcess(Pointer process);

    static native int NtResumeProcess(Pointer process);

    /** Loads the library. */
    static void tryOut() {
        // The static initializer has done it
    }
}
