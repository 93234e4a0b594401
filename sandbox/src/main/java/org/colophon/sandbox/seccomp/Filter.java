package org.colophon.sandbox.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules as a program of classic BPF, which the kernel runs at every system call. What no rule
 * refuses is allowed; calls of another architecture (32-bit, x32) do not exist.
 *
 * @see <a href="https://docs.kernel.org/userspace-api/seccomp_filter.html">Seccomp BPF</a>
 */
final class Filter {
  private static final int LOAD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_ANY_BIT = 0x45;
  private static final int JUMP_AT_LEAST = 0x35;
  private static final int JUMP_ALWAYS = 0x05;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7fff0000;
  private static final int ERRNO = 0x00050000;

  /** Offsets in {@code struct seccomp_data}, on a little-endian machine. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;

  /** x32 shares the architecture code of x86_64, and has this bit in its numbers. */
  private static final int X32 = 0x40000000;

  private static final int INSTRUCTION_BYTES = 8;

  private final List<int[]> instructions = new ArrayList<>();

  private Filter() {}

  /** The program, as an array of {@code struct sock_filter}. */
  static byte[] compile(List<Rule> rules, Architecture architecture) {
    Filter filter = new Filter();
    filter.refuseOthers(architecture);
    rules.stream()
        .filter(rule -> rule.call().on(architecture) != SystemCall.ABSENT)
        .forEach(rule -> filter.add(rule, architecture));
    filter.emit(RETURN, 0, 0, ALLOW);
    return filter.bytes();
  }

  private void refuseOthers(Architecture architecture) {
    emit(LOAD, 0, 0, ARCHITECTURE);
    emit(JUMP_EQUAL, 1, 0, architecture.auditCode());
    emit(RETURN, 0, 0, ERRNO | StageRules.ENOSYS);
    emit(LOAD, 0, 0, NUMBER);
    emit(JUMP_AT_LEAST, 0, 1, X32);
    emit(RETURN, 0, 0, ERRNO | StageRules.ENOSYS);
  }

  /** Expects the call's number in the accumulator, and leaves it there. */
  private void add(Rule rule, Architecture architecture) {
    int test = instructions.size();
    emit(JUMP_EQUAL, 0, 0, rule.call().on(architecture));
    List<Integer> ways = new ArrayList<>();
    rule.conditions().forEach(condition -> ways.addAll(test(condition)));
    emit(RETURN, 0, 0, ERRNO | rule.error());
    if (!rule.conditions().isEmpty()) {
      ways.forEach(this::jumpHere);
      emit(LOAD, 0, 0, NUMBER);
    }
    instructions.get(test)[2] = instructions.size() - test - 1;
  }

  /** Goes on if the condition holds; the returned jumps are taken if not. */
  private List<Integer> test(Condition condition) {
    emit(LOAD, 0, 0, ARGUMENTS + 8 * condition.argument());
    List<Integer> ways = new ArrayList<>();
    switch (condition) {
      case Condition.AnyBit(int _, int mask) -> {
        emit(JUMP_ANY_BIT, 1, 0, mask);
        ways.add(jump());
      }
      case Condition.NoBit(int _, int mask) -> {
        emit(JUMP_ANY_BIT, 0, 1, mask);
        ways.add(jump());
      }
      case Condition.OneOf(int _, List<Integer> values) -> {
        for (int i = 0; i < values.size(); i++) {
          emit(JUMP_EQUAL, values.size() - i, 0, values.get(i));
        }
        ways.add(jump());
      }
      case Condition.NoneOf(int _, List<Integer> values) -> {
        for (int value : values) {
          emit(JUMP_EQUAL, 0, 1, value);
          ways.add(jump());
        }
      }
    }
    return ways;
  }

  /** A jump whose end is not known yet. */
  private int jump() {
    emit(JUMP_ALWAYS, 0, 0, 0);
    return instructions.size() - 1;
  }

  private void jumpHere(int from) {
    instructions.get(from)[3] = instructions.size() - from - 1;
  }

  private void emit(int code, int ifTrue, int ifFalse, int operand) {
    instructions.add(new int[] {code, ifTrue, ifFalse, operand});
  }

  private byte[] bytes() {
    ByteBuffer buffer =
        ByteBuffer.allocate(instructions.size() * INSTRUCTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int[] it : instructions) {
      if (it[1] > 255 || it[2] > 255) {
        throw new IllegalStateException("a conditional jump reaches 255 instructions only");
      }
      buffer.putShort((short) it[0]).put((byte) it[1]).put((byte) it[2]).putInt(it[3]);
    }
    return buffer.array();
  }
}
