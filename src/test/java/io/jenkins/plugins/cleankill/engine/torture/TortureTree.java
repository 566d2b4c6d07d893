package io.jenkins.plugins.cleankill.engine.torture;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A random tree of processes.
 *
 * @param seed the same seed gives the same tree
 * @param nodes its processes, the build's main process first, each after its parent
 */
record TortureTree(long seed, List<Node> nodes) {

    private static final int LARGEST = 12;
    private static final int DEEP_CHAIN = 25;

    /** What a process does about SIGTERM. */
    enum Reaction {
        DIES,
        IGNORES,
        BLOCKS,
        EXITS,
        LATE,
        GOES_ON,
        CLEANS,
        PASSES,
        RESPAWNS,
        FILTERS;

        boolean isStubborn() {
            return this == IGNORES || this == BLOCKS || this == GOES_ON;
        }
    }

    /** What else is strange about it. */
    enum Trait {
        SESSION,
        GROUP,
        DETACHED,
        CLEARED,
        TITLED,
        BIG,
        STOPPED,
        ZOMBIES,
        SILENT,
        FLOODS,
        EXECS,
        FORKS
    }

    /** A process. */
    record Node(int id, int parent, Reaction reaction, Set<Trait> traits) {

        Node with(Set<Trait> others) {
            return new Node(id, parent, reaction, Set.copyOf(others));
        }

        /** A long title is written over the environment, which children inherit. */
        boolean overwritesItsEnvironment() {
            return traits.contains(Trait.CLEARED) || traits.contains(Trait.TITLED);
        }

        @Override
        public String toString() {
            String words =
                    traits.stream().sorted().map(trait -> lower(trait.name())).collect(Collectors.joining(","));
            return id + ":" + parent + ":" + lower(reaction.name()) + ":" + words;
        }

        private static String lower(String name) {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    static TortureTree of(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = new ArrayList<>();
        boolean chain = random.nextInt(10) == 0;
        boolean cooperative = random.nextBoolean();
        int size = 1 + random.nextInt(chain ? DEEP_CHAIN : LARGEST);
        for (int id = 0; id < size; id++) {
            int parent = chain ? id - 1 : parent(nodes, random);
            nodes.add(new Node(id, Math.max(parent, 0), reaction(random, cooperative, id), Set.of()));
        }
        for (int id = 0; id < size; id++) {
            nodes.set(id, with(random, nodes, nodes.get(id)));
        }
        return new TortureTree(seed, List.copyOf(nodes));
    }

    private static int parent(List<Node> nodes, Random random) {
        return nodes.isEmpty() ? 0 : random.nextInt(nodes.size());
    }

    private static Reaction reaction(Random random, boolean cooperative, int id) {
        while (true) {
            Reaction reaction = Reaction.values()[random.nextInt(Reaction.values().length)];
            boolean fits = (!cooperative || !reaction.isStubborn()) && (id > 0 || reaction != Reaction.FILTERS);
            if (fits) {
                // A plain death is what most programs do
                return random.nextInt(3) == 0 && id > 0 ? Reaction.DIES : reaction;
            }
        }
    }

    private static Node with(Random random, List<Node> nodes, Node node) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (int i = random.nextInt(3); i > 0; i--) {
            traits.add(Trait.values()[random.nextInt(Trait.values().length)]);
        }
        boolean leaf = nodes.stream().noneMatch(other -> other.id() > 0 && other.parent() == node.id());
        traits.removeIf(trait -> !fits(trait, node, leaf));
        // No cookie, no parent, a group of its own: nothing on the system tells whose such a process is
        if (isAnyUpwards(nodes, node.with(traits), Node::overwritesItsEnvironment)) {
            traits.remove(Trait.DETACHED);
        }
        return node.with(traits);
    }

    private static boolean fits(Trait trait, Node node, boolean leaf) {
        return switch (trait) {
            case FLOODS, EXECS, FORKS, ZOMBIES -> leaf && node.reaction() != Reaction.FILTERS;
            // The cookie of the first process is all that tells whose the others are
            case SESSION, GROUP, DETACHED, CLEARED, TITLED, BIG -> node.id() > 0;
            case STOPPED, SILENT -> true;
        };
    }

    /** Whether a process of it ends by SIGKILL only. */
    boolean isStubborn() {
        return nodes.stream().anyMatch(node -> node.reaction().isStubborn());
    }

    /**
     * Whether its signal may come a second time, at half of the window or at its end: it is not frozen in its owner's
     * blink, since its stop would be seen, and it has not ended of the first, see ADR 11.
     */
    boolean mayBeSignalledAgain(Node node) {
        return goesOn(node) && isAnyUpwards(nodes, node, each -> each.traits().contains(Trait.GROUP));
    }

    /** Whether it handles the signal and lives on, or waits for a child that does not end of it. */
    private boolean goesOn(Node node) {
        return node.reaction() == Reaction.GOES_ON
                || node.reaction() == Reaction.PASSES
                        && nodes.stream()
                                .filter(child -> child.id() > 0 && child.parent() == node.id())
                                .filter(child -> !child.traits().contains(Trait.DETACHED))
                                .anyMatch(child -> child.reaction().isStubborn() || goesOn(child));
    }

    /** Whether it has the cookie in its environment. */
    boolean hasCookie(Node node) {
        return !isAnyUpwards(nodes, node, Node::overwritesItsEnvironment);
    }

    /** Whether it holds for the process, or for one that it descends from. */
    private static boolean isAnyUpwards(List<Node> nodes, Node node, Predicate<Node> wanted) {
        return wanted.test(node) || node.id() > 0 && isAnyUpwards(nodes, nodes.get(node.parent()), wanted);
    }

    Node node(int id) {
        return nodes.get(id);
    }

    /** The argument of {@code tree.pl}. */
    @Override
    public String toString() {
        return nodes.stream().map(Node::toString).collect(Collectors.joining(";"));
    }
}
