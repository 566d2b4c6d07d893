package io.jenkins.plugins.cleankill.engine.os.windows;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The job objects of builds and blocks. Each has a handle in this JVM from the first launch of its build or block to the end: its
 * name is gone with the last handle, its processes live on. It is found by its name, since an agent's next connection in
 * the same JVM brings classes of its own, for which the map of these is a stranger's.
 */
final class WindowsJobObjects implements ControlGroups {

    private static final Map<GroupName, JobObject> HELD = new HashMap<>();

    @Override
    public String kind() {
        return "job object";
    }

    @Override
    public void add(List<GroupName> names, Set<ProcessIdentity> processes) {
        synchronized (HELD) {
            for (GroupName name : names) {
                if (name.build().isPresent()) {
                    continue; // it would be gone with this JVM, and a build that is over could not be found by it
                }
                held(name).ifPresent(job -> processes.forEach(job::assign));
            }
        }
    }

    private static Optional<JobObject> held(GroupName name) {
        if (!HELD.containsKey(name)) {
            JobObject.create(name.value()).ifPresent(made -> HELD.put(name, made));
        }
        return Optional.ofNullable(HELD.get(name));
    }

    @Override
    public Set<Long> pids(GroupName name) {
        Optional<JobObject> found = JobObject.open(name.value());
        if (found.isEmpty()) {
            return Set.of();
        }
        try (JobObject job = found.get()) {
            return job.pids();
        }
    }

    @Override
    public Map<GroupName, Set<Long>> builds() {
        return Map.of();
    }

    /** Lets go of its name. There is nothing to wait for: Windows removes it with its last process. */
    @Override
    public boolean remove(GroupName name) {
        synchronized (HELD) {
            Optional.ofNullable(HELD.remove(name)).ifPresent(JobObject::close);
        }
        return true;
    }

    @Override
    public void removeEmpty() {
        synchronized (HELD) {
            List<GroupName> empty = HELD.entrySet().stream()
                    .filter(held -> held.getValue().pids().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            empty.forEach(this::remove);
        }
    }

    @Override
    public Trial tryOut() {
        return Trial.failed("a launch on Windows can't put itself into a job object");
    }
}
