package io.jenkins.plugins.cleankill.engine.torture;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.fake.FakeMachine;
import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.torture.TortureTree.Reaction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A tree on the fake machine, aborted once, and what did not hold then. */
final class FakeTorture {

    private FakeTorture() {}

    /** The promises that did not hold. */
    static List<String> abort(TortureTree tree) throws IOException {
        FakeMachine machine = new FakeMachine();
        machine.allowRepeats();
        Cookie cookie = Cookie.random();
        FakeProcess neighbour =
                machine.startNeighbour("neighbour").environment(Cookie.random().asVariables());
        FakeTree processes = new FakeTree(machine, tree, cookie.asVariables());
        machine.passTime(Duration.ofSeconds(5));
        TerminationRequest request = new TerminationRequest(Scope.of(cookie), Settings.DEFAULT, Veto.NONE, event -> {});
        Outcome outcome = new CleanKill(machine, request).terminate();
        Promises promises = new Promises();
        promises.expect(machine.alive().stream().noneMatch(FakeTorture::isOurs), "alive: " + machine.alive());
        promises.expect(machine.held().isEmpty(), "frozen: " + machine.held());
        promises.expect(neighbour.isAlive(), "the neighbour has ended");
        promises.expect(outcome.count(Ending.LEFT) == 0, "left: " + outcome.count(Ending.LEFT));
        signals(tree, machine.received())
                .forEach((name, times) -> promises.expect(times == 1, times + " signals to " + name));
        if (!tree.isStubborn()) {
            promises.expect(outcome.count(Ending.KILLED) == 0, "killed: " + outcome.count(Ending.KILLED));
            promises.expect(processes.cleanups == 0, "clean-ups broken off: " + processes.cleanups);
            promises.expect(processes.next.isEmpty(), "next commands ran: " + processes.next);
        }
        return promises.broken(
                machine.received().toString(),
                machine.allSent().stream()
                        .map(s -> s + " at " + s.at())
                        .toList()
                        .toString());
    }

    /** The signals of those that take them: one that is ignored is nothing to its receiver, see signal(7). */
    private static Map<String, Long> signals(TortureTree tree, List<String> received) {
        return tree.nodes().stream()
                .filter(node -> node.reaction() != Reaction.IGNORES && node.reaction() != Reaction.BLOCKS)
                .filter(node -> !tree.mayBeSignalledAgain(node))
                .map(node -> "p" + node.id())
                .flatMap(name -> received.stream()
                        .filter(line -> line.startsWith("TERM to " + name + " by "))
                        .map(line -> name))
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    }

    private static boolean isOurs(String name) {
        return !name.equals("init") && !name.equals("java") && !name.equals("neighbour");
    }
}
