package org.colophon.sandbox.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.colophon.sandbox.seccomp.StageRules.Sockets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the filter answers, call by call. */
final class StageRulesTest {
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int EAFNOSUPPORT = 97;

  @ParameterizedTest
  @EnumSource
  void onlySocketsOfFamiliesThatANetworkNamespaceHolds(Architecture here) {
    Machine machine = machine(here, Sockets.COMMON, true);

    for (long family : new long[] {1, 2, 10, 16}) {
      assertThat(error(machine, here, SystemCall.SOCKET, family, 1)).isZero();
    }
    for (long family : new long[] {0, 17, 40, 38, 31}) {
      assertThat(error(machine, here, SystemCall.SOCKET, family, 1)).isEqualTo(EAFNOSUPPORT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyPairsOfSocketsWhereThereIsNoNetworkNamespace(Architecture here) {
    Machine machine = machine(here, Sockets.PAIRS, true);

    assertThat(error(machine, here, SystemCall.SOCKET, 1, 1)).isEqualTo(EAFNOSUPPORT);
    assertThat(error(machine, here, SystemCall.SOCKET, 2, 1)).isEqualTo(EAFNOSUPPORT);
  }

  @ParameterizedTest
  @EnumSource
  void threadsAndProcessesButNoNamespaces(Architecture here) {
    Machine machine = machine(here, Sockets.COMMON, true);
    long thread = 0x3d0f00;
    long fork = 0x1200011;

    assertThat(error(machine, here, SystemCall.CLONE, thread)).isZero();
    assertThat(error(machine, here, SystemCall.CLONE, fork)).isZero();
    assertThat(error(machine, here, SystemCall.CLONE, fork | 0x10000000)).isEqualTo(EPERM);
    assertThat(error(machine, here, SystemCall.UNSHARE, 0x200)).isZero();
    assertThat(error(machine, here, SystemCall.UNSHARE, 0x20000)).isEqualTo(EPERM);
    assertThat(error(machine, here, SystemCall.CLONE3)).isEqualTo(ENOSYS);
  }

  @ParameterizedTest
  @EnumSource
  void terminalsAreAskedButNotFed(Architecture here) {
    Machine machine = machine(here, Sockets.COMMON, true);

    assertThat(error(machine, here, SystemCall.IOCTL, 0, 0x5401)).isZero();
    assertThat(error(machine, here, SystemCall.IOCTL, 0, 0x5412)).isEqualTo(EPERM);
    assertThat(error(machine, here, SystemCall.IOCTL, 0, 0x541C)).isEqualTo(EPERM);
    // the kernel looks at the lower half only, so bits above must not hide it
    assertThat(error(machine, here, SystemCall.IOCTL, 0, 0x100005412L)).isEqualTo(EPERM);
  }

  @ParameterizedTest
  @EnumSource
  void noFileRunsAsItsOwner(Architecture here) {
    Machine machine = machine(here, Sockets.COMMON, true);

    assertThat(error(machine, here, SystemCall.FCHMODAT, -100, 0, 0755)).isZero();
    assertThat(error(machine, here, SystemCall.FCHMODAT, -100, 0, 04755)).isEqualTo(EPERM);
    assertThat(error(machine, here, SystemCall.FCHMOD, 3, 02755)).isEqualTo(EPERM);
    assertThat(error(machine, here, SystemCall.OPENAT, -100, 0, 0101, 0644)).isZero();
    assertThat(error(machine, here, SystemCall.OPENAT, -100, 0, 0101, 04755)).isEqualTo(EPERM);
    assertThat(error(machine, here, SystemCall.OPENAT, -100, 0, 0, 04755))
        .as("the mode means nothing where no file is made")
        .isZero();
    assertThat(error(machine, here, SystemCall.OPENAT2)).isEqualTo(ENOSYS);
  }

  @ParameterizedTest
  @EnumSource
  void memoryIsAFileToExecuteOnlyWhereThatIsAllowed(Architecture here) {
    Machine lenient = machine(here, Sockets.COMMON, true);
    Machine strict = machine(here, Sockets.COMMON, false);

    assertThat(error(lenient, here, SystemCall.MEMFD_CREATE, 0, 1)).isZero();
    assertThat(error(strict, here, SystemCall.MEMFD_CREATE, 0, 1)).isEqualTo(EPERM);
    assertThat(error(strict, here, SystemCall.MEMFD_CREATE, 0, 8)).as("sealed").isZero();
  }

  @ParameterizedTest
  @EnumSource
  void ordinaryCallsAreLeftAlone(Architecture here) {
    Machine machine = machine(here, Sockets.COMMON, false);
    Set<Integer> judged =
        StageRules.rules(Sockets.COMMON, false).stream()
            .map(rule -> rule.call().on(here))
            .collect(Collectors.toSet());

    for (int number = 0; number < 470; number++) {
      if (!judged.contains(number)) {
        assertThat(machine.errorOf(here.auditCode(), number)).as("call %d", number).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsOfAnotherArchitectureDoNotExist(Architecture here) {
    Machine machine = machine(here, Sockets.COMMON, true);
    int i386 = 0x40000003;

    assertThat(machine.errorOf(i386, 1)).isEqualTo(ENOSYS);
    assertThat(machine.errorOf(here.auditCode(), 0x40000000 + 1)).as("x32").isEqualTo(ENOSYS);
  }

  @ParameterizedTest
  @EnumSource
  void noCallIsJudgedTwiceByTheSameNumber(Architecture here) {
    assertThat(
            Arrays.stream(SystemCall.values())
                .map(call -> call.on(here))
                .filter(number -> number != SystemCall.ABSENT))
        .doesNotHaveDuplicates();
  }

  private static Machine machine(Architecture here, Sockets sockets, boolean executesMemory) {
    return new Machine(StageRules.compile(here, sockets, executesMemory));
  }

  private static int error(Machine machine, Architecture here, SystemCall call, long... arguments) {
    return machine.errorOf(here.auditCode(), call.on(here), arguments);
  }
}
