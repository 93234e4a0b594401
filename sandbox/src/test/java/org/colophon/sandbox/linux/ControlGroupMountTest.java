package org.colophon.sandbox.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where groups may be made, on machines of both versions. */
final class ControlGroupMountTest {
  @Test
  void versionOneHasAHierarchyForEachController() {
    List<ControlGroups.Parent> found =
        ControlGroupMount.candidates(
            "memory",
            List.of(
                "25 1 8:1 / / rw - ext4 /dev/vda rw",
                "33 24 0:28 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
                "34 24 0:29 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids"),
            List.of("8:pids:/", "4:memory:/jobs/one", "0::/"));

    assertThat(found)
        .containsExactly(
            new ControlGroups.Parent(Path.of("/sys/fs/cgroup/memory/jobs/one"), false));
  }

  @Test
  void versionTwoNeedsAGroupThatHandsTheControllerOn(@TempDir Path mount) throws IOException {
    Path own = Files.createDirectories(mount.resolve("user.slice/session"));
    Files.writeString(own.resolve("cgroup.subtree_control"), "\n");
    Files.writeString(mount.resolve("user.slice/cgroup.subtree_control"), "memory pids\n");
    Files.writeString(mount.resolve("cgroup.subtree_control"), "cpu memory pids\n");
    List<String> mountInfo =
        List.of("30 24 0:27 / " + mount + " rw,nosuid - cgroup2 cgroup2 rw,nsdelegate");
    List<String> membership = List.of("0::/user.slice/session");

    assertThat(ControlGroupMount.candidates("memory", mountInfo, membership))
        .containsExactly(
            new ControlGroups.Parent(mount.resolve("user.slice"), true),
            new ControlGroups.Parent(mount, true));
    assertThat(ControlGroupMount.candidates("cpu", mountInfo, membership))
        .containsExactly(new ControlGroups.Parent(mount, true));
    assertThat(ControlGroupMount.candidates("io", mountInfo, membership)).isEmpty();
  }

  @Test
  void aGroupThatIsNotShownHereIsNoPlace() {
    assertThat(
            ControlGroupMount.candidates(
                "pids",
                List.of("34 24 0:29 /docker/abc /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids"),
                List.of("8:pids:/elsewhere")))
        .isEmpty();
  }

  @Test
  void otherLinesAreNoMounts() {
    assertThat(ControlGroupMount.parse("25 1 8:1 / / rw - ext4 /dev/vda rw")).isEmpty();
    assertThat(ControlGroupMount.parse("")).isEmpty();
  }
}
