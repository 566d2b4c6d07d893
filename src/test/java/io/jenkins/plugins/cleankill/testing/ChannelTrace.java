package io.jenkins.plugins.cleankill.testing;

import hudson.remoting.Channel;
import hudson.remoting.Command;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What goes over a channel, as remoting names it. */
public final class ChannelTrace extends Channel.Listener {

    /** The two ends. */
    public enum Side {
        CONTROLLER,
        AGENT
    }

    private record Message(Side from, String name) {

        boolean isRequest() {
            return !name.startsWith("Response") && name.contains("Request");
        }
    }

    private final List<Message> messages = new CopyOnWriteArrayList<>();

    /** A trace of that channel from now on. */
    public static ChannelTrace of(Channel channel) {
        ChannelTrace trace = new ChannelTrace();
        channel.addListener(trace);
        return trace;
    }

    @Override
    public void onWrite(Channel channel, Command command, long blockSize) {
        messages.add(new Message(Side.CONTROLLER, command.toString()));
    }

    @Override
    public void onRead(Channel channel, Command command, long blockSize) {
        messages.add(new Message(Side.AGENT, command.toString()));
    }

    /**
     * One side's requests, those for classes among them, each of which is a round trip if it is waited for.
     *
     * @param end what the name of the first request contains, of either side, that is left out with all that follow
     */
    public List<String> requestsOf(Side side, String end) {
        return messages.stream()
                .filter(Message::isRequest)
                .takeWhile(message -> !message.name().contains(end))
                .filter(message -> message.from() == side)
                .map(Message::name)
                .toList();
    }

    @Override
    public String toString() {
        return messages.toString();
    }
}
