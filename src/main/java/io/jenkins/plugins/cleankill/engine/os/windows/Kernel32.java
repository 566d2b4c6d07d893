package io.jenkins.plugins.cleankill.engine.os.windows;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import io.jenkins.plugins.cleankill.engine.os.NativeCode;
import java.util.Optional;

/** The functions of {@code kernel32.dll} that are used here, as Microsoft's reference for processthreadsapi.h and others has them. */
final class Kernel32 {

    static final int PROCESS_TERMINATE = 0x0001;
    static final int PROCESS_CREATE_THREAD = 0x0002;
    static final int PROCESS_VM_OPERATION = 0x0008;
    static final int PROCESS_VM_READ = 0x0010;
    static final int PROCESS_VM_WRITE = 0x0020;
    static final int PROCESS_SET_QUOTA = 0x0100;
    static final int PROCESS_QUERY_INFORMATION = 0x0400;
    static final int PROCESS_SUSPEND_RESUME = 0x0800;
    static final int PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;
    static final int SYNCHRONIZE = 0x0010_0000;
    static final int ERROR_ACCESS_DENIED = 5;
    static final int ERROR_INVALID_PARAMETER = 87;
    static final int ERROR_MORE_DATA = 234;

    static final int JOB_OBJECT_QUERY = 0x4;
    static final int TH32CS_SNAPPROCESS = 0x2;
    static final int TH32CS_SNAPTHREAD = 0x4;
    static final int THREAD_SUSPEND_RESUME = 0x2;
    static final Pointer INVALID_HANDLE = Pointer.createConstant(-1);
    static final int WAIT_TIMEOUT = 0x102;

    static {
        Native.register(Kernel32.class, NativeLibrary.getInstance("kernel32"));
    }

    private Kernel32() {}

    static native Pointer OpenProcess(int access, boolean inherit, int pid);

    static native boolean CloseHandle(Pointer handle);

    static native boolean GetProcessTimes(Pointer process, long[] created, long[] ended, long[] kernel, long[] user);

    static native boolean TerminateProcess(Pointer process, int exitCode);

    static native int WaitForSingleObject(Pointer handle, int millis);

    static native boolean IsWow64Process(Pointer process, int[] isWow64);

    static native boolean QueryFullProcessImageNameW(Pointer process, int flags, char[] name, int[] size);

    static native boolean ReadProcessMemory(Pointer process, long address, Memory buffer, long size, long[] read);

    static native Pointer CreateToolhelp32Snapshot(int flags, int pid);

    static native boolean Process32FirstW(Pointer snapshot, Memory entry);

    static native boolean Process32NextW(Pointer snapshot, Memory entry);

    static native boolean Thread32First(Pointer snapshot, Memory entry);

    static native boolean Thread32Next(Pointer snapshot, Memory entry);

    static native Pointer OpenThread(int access, boolean inherit, int id);

    static native int SuspendThread(Pointer thread);

    static native int ResumeThread(Pointer thread);

    static native Pointer CreateJobObjectW(Pointer security, WString name);

    static native Pointer OpenJobObjectW(int access, boolean inherit, WString name);

    static native boolean SetInformationJobObject(Pointer job, int kind, Memory limits, int size);

    static native boolean QueryInformationJobObject(Pointer job, int kind, Memory answer, int size, int[] length);

    static native boolean AssignProcessToJobObject(Pointer job, Pointer process);

    static native Pointer GetModuleHandleW(WString name);

    static native Pointer GetProcAddress(Pointer module, String name);

    static native Pointer CreateRemoteThread(
            Pointer process, Pointer security, long stack, Pointer start, long argument, int flags, int[] id);

    /** Why these calls can't be used, if so; a class of its own, so that a failure to load is an answer and no error. */
    static final class Availability {

        static final Optional<String> REASON = NativeCode.whyNot(Availability::tryOut);

        private Availability() {}

        private static Optional<String> tryOut() {
            if (Native.POINTER_SIZE != Long.BYTES) {
                return Optional.of("this Java is a 32-bit one");
            }
            Ntdll.tryOut();
            User32.tryOut();
            return GetModuleHandleW(new WString("kernel32")) == null ? Optional.of("no kernel32") : Optional.empty();
        }
    }
}
