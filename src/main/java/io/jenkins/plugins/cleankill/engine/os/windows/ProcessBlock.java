package io.jenkins.plugins.cleankill.engine.os.windows;

import com.sun.jna.Memory;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The process environment block of another process and its RTL_USER_PROCESS_PARAMETERS, laid out as winternl.h and the
 * debugger's {@code dt} show them for 64 bits. A 32-bit program has one of 64 bits, too. An address that can't be read
 * gives no answer.
 */
final class ProcessBlock {

    private static final int GUI = 2;
    private static final int BASIC_INFORMATION_SIZE = 48;
    private static final int BLOCK_ADDRESS = 8;
    private static final int PARAMETERS_ADDRESS = 0x20;
    private static final int SUBSYSTEM = 0x128;
    private static final int CONSOLE_FLAGS = 0x18;
    private static final int COMMAND_LINE = 0x70;
    private static final int ENVIRONMENT = 0x80;
    private static final int ENVIRONMENT_SIZE = 0x3F0;
    private static final int PARAMETERS_SIZE = 0x3F8;

    /** An environment has no limit of its own since Windows Vista; a longer one is cut off. */
    private static final long MOST_BYTES = 1 << 21;

    private final OpenProcess process;
    private final long address;
    private final Memory parameters;

    private ProcessBlock(OpenProcess process, long address, Memory parameters) {
        this.process = process;
        this.address = address;
        this.parameters = parameters;
    }

    /** Needs PROCESS_QUERY_INFORMATION and PROCESS_VM_READ. */
    static Optional<ProcessBlock> of(OpenProcess process) {
        Memory basic = new Memory(BASIC_INFORMATION_SIZE);
        int status = Ntdll.NtQueryInformationProcess(
                process.handle(), Ntdll.BASIC_INFORMATION, basic, BASIC_INFORMATION_SIZE, new int[1]);
        if (status < 0) {
            return Optional.empty();
        }
        long block = basic.getLong(BLOCK_ADDRESS);
        return read(process, block + PARAMETERS_ADDRESS, Long.BYTES)
                .flatMap(pointer -> read(process, pointer.getLong(0), PARAMETERS_SIZE))
                .map(found -> new ProcessBlock(process, block, found));
    }

    /** Whether Ctrl+C is ignored: by SetConsoleCtrlHandler(NULL, TRUE), or CREATE_NEW_PROCESS_GROUP; it is inherited. */
    boolean ignoresCtrlC() {
        return (parameters.getInt(CONSOLE_FLAGS) & 1) != 0;
    }

    /** Whether it is a program with windows rather than one of the console. */
    boolean isGraphical() {
        return read(process, address + SUBSYSTEM, Integer.BYTES)
                .filter(subsystem -> subsystem.getInt(0) == GUI)
                .isPresent();
    }

    Optional<String> commandLine() {
        int bytes = Short.toUnsignedInt(parameters.getShort(COMMAND_LINE));
        return bytes == 0
                ? Optional.empty()
                : read(process, parameters.getLong(COMMAND_LINE + 8), bytes).map(ProcessBlock::text);
    }

    Environment environment() {
        long bytes = Math.min(parameters.getLong(ENVIRONMENT_SIZE), MOST_BYTES);
        return bytes <= 0
                ? Environment.UNREADABLE
                : read(process, parameters.getLong(ENVIRONMENT), bytes)
                        .map(block -> Environment.of(variables(text(block))))
                        .orElse(Environment.UNREADABLE);
    }

    /** {@code A=1\0B=2\0\0}. The names of hidden ones, the current folder of each drive, begin with {@code =}. */
    static Map<String, String> variables(String block) {
        Map<String, String> variables = new HashMap<>();
        for (String line : block.split("\0")) {
            if (line.isEmpty()) {
                break;
            }
            int equals = line.indexOf('=', 1);
            if (equals > 0) {
                variables.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return variables;
    }

    private static String text(Memory memory) {
        return new String(memory.getByteArray(0, (int) memory.size()), StandardCharsets.UTF_16LE);
    }

    private static Optional<Memory> read(OpenProcess process, long address, long size) {
        Memory memory = new Memory(size);
        long[] read = new long[1];
        boolean done = Kernel32.ReadProcessMemory(process.handle(), address, memory, size, read);
        return done && read[0] == size ? Optional.of(memory) : Optional.empty();
    }
}
