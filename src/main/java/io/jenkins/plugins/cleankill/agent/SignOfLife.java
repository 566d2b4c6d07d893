package io.jenkins.plugins.cleankill.agent;

import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import jenkins.security.MasterToSlaveCallable;

/** Asks an agent whether it answers at all. */
public final class SignOfLife extends MasterToSlaveCallable<Void, RuntimeException> {

    private static final long serialVersionUID = 1L;

    private SignOfLife() {}

    /** Completes when the agent has answered, or when its connection breaks. The call does not wait. */
    public static CompletableFuture<Void> of(VirtualChannel channel) {
        return CompletableFuture.supplyAsync(() -> ask(channel), Computer.threadPoolForRemoting);
    }

    private static Void ask(VirtualChannel channel) {
        try {
            return channel.call(new SignOfLife());
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    @Override
    public Void call() {
        return null;
    }
}
