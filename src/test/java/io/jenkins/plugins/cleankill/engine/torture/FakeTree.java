package io.jenkins.plugins.cleankill.engine.torture;

import static io.jenkins.plugins.cleankill.engine.fake.FakeMachine.AGENT;

import io.jenkins.plugins.cleankill.engine.fake.FakeMachine;
import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.torture.TortureTree.Node;
import io.jenkins.plugins.cleankill.engine.torture.TortureTree.Reaction;
import io.jenkins.plugins.cleankill.engine.torture.TortureTree.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tree on the fake machine: its processes do there what {@code tree.pl} does. */
final class FakeTree {

    private static final Duration CLEAN_UP_NEEDS = Duration.ofMillis(150);
    private static final int MAX_REPLACEMENTS = 50;
    private static final int OUTPUT = 1;
    private static final int FIRST_PIPE = 10;

    private final FakeMachine machine;
    private final TortureTree tree;
    private final Map<String, String> environment;
    private final List<FakeProcess> processes = new ArrayList<>();
    private final Map<Integer, List<FakeProcess>> children = new HashMap<>();
    private int replacements;

    /** The clean-ups that have begun, less those that have ended by themselves. */
    int cleanups;

    /** What would have been the next command of a process whose children have ended. */
    final List<String> next = new ArrayList<>();

    FakeTree(FakeMachine machine, TortureTree tree, Map<String, String> environment) {
        this.machine = machine;
        this.tree = tree;
        this.environment = environment;
        tree.nodes().forEach(this::start);
    }

    private void start(Node node) {
        FakeProcess process = started(node);
        processes.add(process);
        process.environment(tree.hasCookie(node) ? environment : Map.of());
        if (node.traits().contains(Trait.SESSION)) {
            process.leadsSession();
        }
        if (node.traits().contains(Trait.GROUP)) {
            process.leadsGroup();
        }
        children.put(node.id(), new ArrayList<>());
        react(node, process);
        work(node, process);
        if (node.traits().contains(Trait.STOPPED)) {
            process.stopped();
        }
    }

    private FakeProcess started(Node node) {
        String name = "p" + node.id();
        if (node.id() == 0) {
            return machine.start(AGENT, name);
        }
        FakeProcess parent = processes.get(node.parent());
        if (node.traits().contains(Trait.DETACHED)) {
            return machine.start(1, name);
        }
        FakeProcess child = machine.start(parent, name);
        children.get(node.parent()).add(child);
        waits(tree.node(node.parent()), parent);
        return child;
    }

    private void react(Node node, FakeProcess process) {
        switch (node.reaction()) {
            case DIES -> {}
            case IGNORES -> process.ignores(Signal.TERM);
            case BLOCKS -> process.blocks(Signal.TERM);
            case EXITS, RESPAWNS -> process.catches(Signal.TERM, FakeProcess::end);
            case LATE -> process.catches(Signal.TERM, FakeTree::endLate);
            case GOES_ON -> process.catches(Signal.TERM, p -> {});
            case CLEANS -> process.catches(Signal.TERM, this::cleanUp);
            case PASSES -> process.catches(Signal.TERM, p -> passOn(node, p));
            case FILTERS -> {
                PipeId pipe = machine.pipe();
                processes.get(node.parent()).writes(FIRST_PIPE + node.id(), pipe);
                process.filters(pipe);
            }
        }
    }

    /** Its handler sleeps, and waits for no child. */
    private static void endLate(FakeProcess process) {
        process.waitsIn("do_select").whenChildEnds(ended -> {}).endAfter(Duration.ofMillis(300));
    }

    private void cleanUp(FakeProcess parent) {
        cleanups++;
        FakeProcess cleanup = machine.start(parent, "cleanup").environment(environment);
        parent.waitsIn("do_wait");
        parent.whenChildEnds(ended -> {
            if (ended == cleanup) {
                parent.end();
            }
        });
        machine.after(CLEAN_UP_NEEDS, () -> {
            if (cleanup.isAlive()) {
                cleanups--;
                cleanup.end();
            }
        });
    }

    private void passOn(Node node, FakeProcess parent) {
        List<FakeProcess> alive =
                children.get(node.id()).stream().filter(FakeProcess::isAlive).toList();
        parent.whenChildEnds(ended -> {
            if (alive.stream().noneMatch(FakeProcess::isAlive)) {
                parent.end();
            }
        });
        alive.forEach(child -> parent.signals(child, Signal.TERM));
        if (alive.stream().noneMatch(FakeProcess::isAlive)) {
            parent.end();
        }
    }

    /** It waits for its children, starts others in their place, or goes on when all have ended. */
    private void waits(Node node, FakeProcess process) {
        if (node.reaction() == Reaction.FILTERS) {
            return;
        }
        process.waitsIn("do_wait");
        process.whenChildEnds(ended -> {
            if (node.reaction() == Reaction.RESPAWNS && replacements++ < MAX_REPLACEMENTS) {
                children.get(node.id())
                        .add(machine.start(process, "replacement").environment(environment));
            } else if (children.get(node.id()).stream().noneMatch(FakeProcess::isAlive)) {
                next.add(process.name());
            }
        });
    }

    private void work(Node node, FakeProcess process) {
        process.writes(OUTPUT, PipeId.nameless(1));
        if (node.traits().contains(Trait.SILENT)) {
            process.closes(OUTPUT);
        }
        if (node.traits().contains(Trait.ZOMBIES)) {
            machine.start(process, "zombie").becomesZombie().end();
        }
    }
}
