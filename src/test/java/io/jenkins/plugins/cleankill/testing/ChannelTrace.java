package io.jenkins.plugins.cleankill.testing;

import hudson.remoting.Channel;
import hudson.remoting.Command;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What goes over a channel, as remoting names it. */
public final class ChannelTrace extends Channel.Listener {

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();

    /** A trace of that channel from now on. */
    public static ChannelTrace of(Channel channel) {
        ChannelTrace trace = new ChannelTrace();
        channel.addListener(trace);
        return trace;
    }

    @Override
    public void onWrite(Channel channel, Command command, long blockSize) {
        sent.add(command.toString());
    }

    @Override
    public void onRead(Channel channel, Command command, long blockSize) {
        received.add(command.toString());
    }

    /** The controller's requests: each is a round trip, if it is waited for. */
    public List<String> requestsSent() {
        return requests(sent);
    }

    /** The agent's requests: for classes, among others. */
    public List<String> requestsReceived() {
        return requests(received);
    }

    private static List<String> requests(List<String> commands) {
        return commands.stream()
                .filter(name -> !name.startsWith("Response") && name.contains("Request"))
                .toList();
    }

    @Override
    public String toString() {
        return "sent " + sent + ", received " + received;
    }
}
