package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.ControlGroupsContract;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.util.ArrayList;
import java.util.List;

/** The fake keeps what the port for control groups promises. */
class FakeControlGroupsTest extends ControlGroupsContract {

    private final FakeMachine machine = new FakeMachine();
    private final List<FakeProcess> started = new ArrayList<>();

    @Override
    protected OperatingSystem system() {
        return machine;
    }

    @Override
    protected Pair pairIn(GroupName group) {
        FakeProcess entered = machine.start(FakeMachine.AGENT, "entered");
        machine.controlGroups().enter(group, entered);
        FakeProcess parent = machine.start(entered, "parent");
        FakeProcess orphan = machine.start(parent, "orphan").leadsSession();
        parent.end();
        started.addAll(List.of(entered, orphan));
        return new Pair(entered.identity(), orphan.identity());
    }

    @Override
    protected void close() {
        started.forEach(FakeProcess::end);
    }
}
