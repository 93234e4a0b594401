package org.colophon.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgvGuardTest {
  @ParameterizedTest
  @CsvSource({
    "sudo apt install x, privilege",
    "/usr/bin/sudo true, privilege",
    "env -i A=b nice -n 5 sudo true, privilege",
    "timeout 10s reboot, machine",
    "mkfs.ext4 /dev/sda1, machine",
    "systemctl stop x, machine",
    "dd if=x of=/dev/sda, device",
    "rm -rf /, tree",
    "rm -fr ../other, tree",
    "rm --recursive ~/x, tree",
    "rm -R -- a/../../b, tree",
    "rm -r ., tree",
    "rm -r $HOME, tree",
    "find / -name x -delete, tree",
    "chmod -R 777 /work, tree",
    "git push --force origin run/x, git-force",
    "git push -f, git-force",
    "git push origin main, git-branch",
    "git push origin +run/x, git-branch",
    "git push origin run/x:main, git-branch",
    "git push, git-branch",
    "git commit --amend, git-force",
    "git commit -m x, git-branch",
    "git add -f x, git-force",
    "git reset --hard, git-verb",
    "git clean -fdx, git-verb",
    "git branch -D main, git-verb",
    "git rebase main, git-verb",
    "git update-ref refs/heads/main x, git-verb",
    "git checkout main, git-branch",
    "git checkout -b main, git-branch",
    "git switch -c run/, git-branch",
    "git switch -c run/../main, git-branch",
    "git -c core.pager=sh log, git-option",
    "git --exec-path=/tmp log, git-option",
    "git -C .. reset --hard, git-verb",
    "git diff --output=/etc/x, git-option",
    "xargs rm -r /, tree"
  })
  void whatDestroysOutsideARunIsDenied(String command, String rule) {
    assertThat(judge(command, "main")).map(Denied::rule).contains(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python3 train.py --lr 1e-3",
        "rm -r out/tmp",
        "rm -f x",
        "rm a/../b",
        "chmod 644 /x",
        "find . -name x",
        "dd if=x of=y",
        "dd if=x of=/dev/null",
        "git status --short",
        "git -C sub log -1",
        "git --version",
        "git switch -c run/a-1",
        "git checkout -b run/a-1",
        "git add x",
        "git push origin run/a-1",
        "env A=b",
        "sh -c true",
        "env"
      })
  void whatARunMayDoIsNot(String command) {
    assertThat(judge(command, "main")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"git commit -m x", "git merge main", "git -C . cherry-pick abc"})
  void commitsAreForABranchOfTheRun(String command) {
    assertThat(judge(command, "run/a-1")).isEmpty();
    assertThat(judge(command, "main")).map(Denied::rule).contains("git-branch");
    assertThat(ArgvGuard.judge(List.of(command.split(" ")), Optional::empty))
        .map(Denied::rule)
        .contains("git-branch");
  }

  private static Optional<Denied> judge(String command, String branch) {
    return ArgvGuard.judge(List.of(command.split(" ")), () -> Optional.of(branch));
  }
}
