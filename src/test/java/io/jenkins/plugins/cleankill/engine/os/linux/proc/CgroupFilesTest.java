package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The files that tell where a process' control groups are. */
class CgroupFilesTest {

    private static final String V2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
    private static final String V1 = "40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd\n"
            + "39 31 0:36 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n"
            + "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755\n";

    @Test
    void theGroupOfVersion2HasNoControllers() {
        assertThat(CgroupFile.parse("0::/system.slice/jenkins.service\n").groups())
                .containsExactly(new CgroupFile.Group(Set.of(), "/system.slice/jenkins.service"));
    }

    @Test
    void theGroupsOfVersion1HaveTheirHierarchies() {
        assertThat(CgroupFile.parse("9:name=systemd:/a:b\n3:cpu,cpuacct:/\n0::/\nnonsense\n1:pids:no path\n")
                        .groups())
                .containsExactly(
                        new CgroupFile.Group(Set.of("name=systemd"), "/a:b"),
                        new CgroupFile.Group(Set.of("cpu", "cpuacct"), "/"),
                        new CgroupFile.Group(Set.of(), "/"));
    }

    @Test
    void aGroupIsBelowTheMountOfItsHierarchy() {
        assertThat(directories(V1 + V2, "0::/a/b")).containsExactly("/sys/fs/cgroup/a/b");
        assertThat(directories(V1 + V2, "0::/")).containsExactly("/sys/fs/cgroup");
        assertThat(directories(V1 + V2, "9:name=systemd:/a")).containsExactly("/sys/fs/cgroup/systemd/a");
        assertThat(directories(V1 + V2, "8:pids:/")).containsExactly("/sys/fs/cgroup/pids");
        assertThat(directories(V1 + V2, "8:cpu:/")).isEmpty();
    }

    @Test
    void ofAMountThatShowsAPartOnlyThePartIsReached() {
        String part = "30 23 0:26 /docker/4711 /sys/fs/cgroup/a\\040b ro - cgroup2 cgroup rw\n";

        assertThat(directories(part, "0::/docker/4711")).containsExactly("/sys/fs/cgroup/a b");
        assertThat(directories(part, "0::/docker/4711/x")).containsExactly("/sys/fs/cgroup/a b/x");
        assertThat(directories(part, "0::/docker/47110")).isEmpty();
        assertThat(directories(part, "0::/")).isEmpty();
    }

    @Test
    void aGroupOutsideOfOurNamespaceIsNotReached() {
        assertThat(directories(V2, "0::/../other")).isEmpty();
    }

    private static List<String> directories(String mounts, String group) {
        CgroupFile.Group parsed = CgroupFile.parse(group).groups().get(0);
        return CgroupMount.parse(mounts).stream()
                .map(mount -> mount.directory(parsed))
                .flatMap(Optional::stream)
                .toList();
    }
}
