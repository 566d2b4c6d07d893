package io.jenkins.plugins.cleankill.engine.os;

/** A request for a thread dump, on its way. No method waits. */
public interface DumpRequest extends AutoCloseable {

    /** Whether the virtual machine begins to listen at SIGQUIT only, which the caller sends once. */
    boolean needsSignal();

    /** Goes on as far as it can now. */
    State advance();

    /** The dump, once the state is {@link State#ANSWERED}. */
    String answer();

    @Override
    void close();

    /** How far it has come. */
    enum State {
        WAITING,
        ANSWERED,
        /** The virtual machine takes no such request from us. */
        REFUSED
    }
}
