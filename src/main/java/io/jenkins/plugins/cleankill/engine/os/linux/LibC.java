package io.jenkins.plugins.cleankill.engine.os.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.jenkins.plugins.cleankill.engine.os.NativeCode;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.UptimeFile;
import java.util.Map;
import java.util.Optional;

/**
 * The system calls that Java does not have, by JNA. Each returns what the call returns, or the negated errno(3), as the
 * kernel does. Loading this class fails where JNA can't be had: ask {@link Availability}, which does not.
 *
 * <p>The variadic {@code syscall(2)} and {@code open(2)} are declared with all their arguments: on 64-bit Linux whole
 * numbers are passed the same way to either.
 */
final class LibC {

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int ECHILD = 10;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOSYS = 38;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_NOCTTY = 0x100;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;

    static final int POLLIN = 1;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_SOCK_DIAG = 4;

    // The same on every architecture, since they are younger than the common numbering
    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;
    private static final long SYS_PIDFD_GETFD = 438;
    // Older than it: each of the early architectures has a number of its own
    private static final long SYS_TGKILL = Map.of("x86-64", 234L, "aarch64", 131L, "ppc64le", 250L, "s390x", 241L)
            .getOrDefault(Platform.ARCH, 0L);
    private static final long SYS_KCMP = Map.of("x86-64", 312L, "aarch64", 272L, "ppc64le", 354L, "s390x", 343L)
            .getOrDefault(Platform.ARCH, 0L);
    private static final int KCMP_FILE = 0;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int PR_GET_CHILD_SUBREAPER = 37;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final long FIONREAD = Platform.ARCH.startsWith("ppc") ? 0x4004667FL : 0x541BL;
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int CLOCK_BOOTTIME = 7;
    private static final int P_ALL = 0;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x1000000;
    private static final int SIGINFO_SIZE = 128;
    private static final int SIGINFO_PID = 16;
    private static final int EFD_NONBLOCK_CLOEXEC = O_NONBLOCK | O_CLOEXEC;

    static {
        if (!Platform.isLinux() || Native.POINTER_SIZE != 8) {
            throw new UnsatisfiedLinkError("only 64-bit Linux is supported");
        }
        // The C library that the JVM itself runs on, whatever its file is called
        Native.register(LibC.class, NativeLibrary.getProcess());
    }

    private LibC() {}

    /** Opens a process by its pid, see pidfd_open(2). */
    static int pidfdOpen(long pid) {
        return result(syscall(SYS_PIDFD_OPEN, pid, 0, 0, 0, 0));
    }

    /** Another descriptor of ours for what the process has open there, see pidfd_getfd(2). */
    static int takeDescriptor(int pidfd, int descriptor) {
        return result(syscall(SYS_PIDFD_GETFD, pidfd, descriptor, 0, 0, 0));
    }

    /** No signal: it asks whether one may be sent, see kill(2). */
    static final int NO_SIGNAL = 0;

    /** See pidfd_send_signal(2). */
    static int pidfdSendSignal(int pidfd, int signal) {
        return result(syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0, 0));
    }

    /** See kill(2). */
    static int sendSignal(long pid, int signal) {
        return result(kill((int) pid, signal));
    }

    /** The time since boot in ticks of start times, see CLOCK_BOOTTIME in clock_gettime(2). */
    static long bootTicks() {
        long[] secondsAndNanos = new long[2];
        clock_gettime(CLOCK_BOOTTIME, secondsAndNanos);
        return secondsAndNanos[0] * UptimeFile.TICKS_PER_SECOND
                + secondsAndNanos[1] / (1_000_000_000 / UptimeFile.TICKS_PER_SECOND);
    }

    /** Makes this process the parent of its descendants' orphans, see PR_SET_CHILD_SUBREAPER in prctl(2). */
    static int becomeSubreaper() {
        return result(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0));
    }

    /** Waits until any child has ended, and leaves it as it is, see WNOWAIT in waitid(2). */
    static int awaitAnyChild() {
        Memory info = new Memory(SIGINFO_SIZE);
        int returned = result(waitid(P_ALL, 0, info, WEXITED | WNOWAIT));
        return returned < 0 ? returned : info.getInt(SIGINFO_PID);
    }

    /** Takes the exit status of a child that has ended, see waitpid(2). */
    static int collectChild(int pid) {
        return result(waitpid(pid, null, WNOHANG));
    }

    /** Sends a signal to one thread of this process, see tgkill(2). */
    static int signalThread(long thread, int signal) {
        return result(syscall(SYS_TGKILL, ProcessHandle.current().pid(), thread, signal, 0, 0));
    }

    /** Whether {@link #signalThread} knows its number on this architecture. */
    static boolean canSignalThreads() {
        return SYS_TGKILL > 0;
    }

    /** 0 if the two descriptors are one open file description, 1 to 3 if not, see kcmp(2). */
    static int compareOpenFiles(long pid, int descriptor, long otherPid, int otherDescriptor) {
        return SYS_KCMP == 0
                ? -ENOSYS
                : result(syscall(SYS_KCMP, pid, otherPid, KCMP_FILE, descriptor, otherDescriptor));
    }

    /** How many bytes can be read at once, see FIONREAD in ioctl_pipe(2). */
    static int unreadBytes(int descriptor) {
        int[] count = new int[1];
        int returned = result(ioctl(descriptor, FIONREAD, count));
        return returned < 0 ? returned : count[0];
    }

    /** How many bytes a pipe takes, see F_GETPIPE_SZ in fcntl(2). */
    static int pipeSize(int descriptor) {
        return result(fcntl(descriptor, F_GETPIPE_SZ, 0));
    }

    /** Makes a pipe take so many bytes, see F_SETPIPE_SZ in fcntl(2). */
    static int resizePipe(int descriptor, int bytes) {
        return result(fcntl(descriptor, F_SETPIPE_SZ, bytes));
    }

    /** A counter that poll(2) can wait for, see eventfd(2). */
    static int eventDescriptor() {
        return result(eventfd(0, EFD_NONBLOCK_CLOEXEC));
    }

    /** Adds one to an eventfd(2). */
    static void raise(int eventDescriptor) {
        // EAGAIN: the counter is full, so its reader is awake already
        write(eventDescriptor, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 8);
    }

    /** Sets an eventfd(2) back to zero and says whether it was raised. */
    static boolean lower(int eventDescriptor) {
        return read(eventDescriptor, new byte[8], 8) == 8;
    }

    /** See open(2). */
    static int openFile(String path, int flags) {
        return result(open(path, flags | O_CLOEXEC, 0));
    }

    /** See read(2). */
    static int readBytes(int descriptor, byte[] buffer, int length) {
        return result(read(descriptor, buffer, length));
    }

    /** Reads what has come through a socket, without waiting, however the socket is set, see recv(2). */
    static int receiveAtOnce(int socket, byte[] buffer) {
        return result(recv(socket, buffer, buffer.length, MSG_DONTWAIT));
    }

    /** See write(2). */
    static int writeBytes(int descriptor, byte[] bytes) {
        return result(write(descriptor, bytes, bytes.length));
    }

    /** Makes the descriptor {@code to} what {@code from} is, in one step, see dup2(2). */
    static int replace(int from, int to) {
        return result(dup3(from, to, O_CLOEXEC));
    }

    /** Opens a pipe: its read end and its write end. */
    static int pipe(int[] ends) {
        return result(pipe2(ends, O_CLOEXEC));
    }

    /** A socket to ask the kernel about sockets, see sock_diag(7); reading from it never blocks. */
    static int socketDiagnosis() {
        return result(socket(AF_NETLINK, SOCK_RAW | O_NONBLOCK | O_CLOEXEC, NETLINK_SOCK_DIAG));
    }

    static void closeFile(int descriptor) {
        close(descriptor);
    }

    /** See poll(2). */
    static int pollAll(PollSet set, int count, int timeoutMillis) {
        return result(poll(set.memory(), count, timeoutMillis));
    }

    /** Whether orphans among our descendants become our children, see prctl(2). */
    static boolean isSubreaper() {
        int[] answer = new int[1];
        return prctl(PR_GET_CHILD_SUBREAPER, answer, 0, 0, 0) == 0 && answer[0] != 0;
    }

    private static int result(long returned) {
        return returned < 0 ? -Native.getLastError() : (int) returned;
    }

    private static native long syscall(long number, long first, long second, long third, long fourth, long fifth);

    private static native int fcntl(int descriptor, int command, long argument);

    private static native int ioctl(int descriptor, long request, int[] value);

    private static native int prctl(int option, int[] answer, long third, long fourth, long fifth);

    private static native int kill(int pid, int signal);

    private static native int clock_gettime(int clock, long[] secondsAndNanos);

    private static native int prctl(int option, long second, long third, long fourth, long fifth);

    private static native int waitid(int type, int id, Memory info, int options);

    private static native int waitpid(int pid, int[] status, int options);

    private static native long recv(int socket, byte[] buffer, long length, int flags);

    private static native int socket(int domain, int type, int protocol);

    private static native int eventfd(int count, int flags);

    private static native int open(String path, int flags, int mode);

    private static native long read(int descriptor, byte[] buffer, long length);

    private static native long write(int descriptor, byte[] bytes, long length);

    private static native int close(int descriptor);

    private static native int dup3(int from, int to, int flags);

    private static native int pipe2(int[] ends, int flags);

    private static native int poll(Memory descriptors, long count, int timeoutMillis);

    /** Why JNA can't be used here, if so. Asked first: a class of its own, so that a failure to load {@link LibC} is an answer and no error. */
    static final class Availability {

        static final Optional<String> REASON = NativeCode.whyNot(Availability::tryOut);

        private Availability() {}

        private static Optional<String> tryOut() {
            closeFile(eventDescriptor());
            return Optional.empty();
        }
    }
}
