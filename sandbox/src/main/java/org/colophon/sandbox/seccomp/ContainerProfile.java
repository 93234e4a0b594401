package org.colophon.sandbox.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.colophon.sandbox.seccomp.StageRules.Sockets;

/**
 * The rules for stages in the form that engines of containers read, and with which their own rules
 * are replaced: those let a container open sockets of virtual machines.
 *
 * @see <a
 *     href="https://github.com/opencontainers/runtime-spec/blob/v1.2.0/config-linux.md#seccomp">OCI
 *     runtime specification, seccomp</a>
 */
public final class ContainerProfile {
  /** Socket families end before this number; no comparison is made twice with one argument. */
  private static final int BEYOND_FAMILIES = 64;

  private ContainerProfile() {}

  /**
   * The profile as JSON, for both architectures; calls that the engine does not know it passes
   * over.
   */
  public static String json(boolean executesMemory) {
    List<String> entries = new ArrayList<>();
    for (Rule rule : StageRules.rules(Sockets.COMMON, executesMemory)) {
      for (List<String> arguments : ways(rule.conditions())) {
        entries.add(
            "    {\"names\": [\"%s\"], \"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": %d, \"args\": [%s]}"
                .formatted(
                    rule.call().name().toLowerCase(Locale.ROOT),
                    rule.error(),
                    String.join(", ", arguments)));
      }
    }
    return """
    {
      "defaultAction": "SCMP_ACT_ALLOW",
      "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_AARCH64"],
      "syscalls": [
    %s
      ]
    }
    """
        .formatted(String.join(",\n", entries));
  }

  /** Each way in which all conditions can hold. */
  private static List<List<String>> ways(List<Condition> conditions) {
    List<List<String>> ways = List.of(List.of());
    for (Condition condition : conditions) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> way : ways) {
        for (String argument : arguments(condition)) {
          List<String> more = new ArrayList<>(way);
          more.add(argument);
          longer.add(more);
        }
      }
      ways = longer;
    }
    return ways;
  }

  private static List<String> arguments(Condition condition) {
    return switch (condition) {
      case Condition.AnyBit(int index, int mask) ->
          bits(mask).stream().map(bit -> masked(index, bit, bit)).toList();
      case Condition.NoBit(int index, int mask) -> List.of(masked(index, mask, 0));
      case Condition.OneOf(int index, List<Integer> values) ->
          values.stream().map(value -> compared(index, value, "SCMP_CMP_EQ")).toList();
      case Condition.NoneOf(int index, List<Integer> values) -> others(index, values);
    };
  }

  private static List<String> others(int index, List<Integer> values) {
    List<String> others = new ArrayList<>();
    for (int value = 0; value < BEYOND_FAMILIES; value++) {
      if (!values.contains(value)) {
        others.add(compared(index, value, "SCMP_CMP_EQ"));
      }
    }
    others.add(compared(index, BEYOND_FAMILIES, "SCMP_CMP_GE"));
    return others;
  }

  private static List<Integer> bits(int mask) {
    List<Integer> bits = new ArrayList<>();
    for (int shift = 0; shift < Integer.SIZE; shift++) {
      if ((mask & 1 << shift) != 0) {
        bits.add(1 << shift);
      }
    }
    return bits;
  }

  private static String masked(int index, int mask, int value) {
    return "{\"index\": %d, \"value\": %d, \"valueTwo\": %d, \"op\": \"SCMP_CMP_MASKED_EQ\"}"
        .formatted(index, Integer.toUnsignedLong(mask), Integer.toUnsignedLong(value));
  }

  private static String compared(int index, int value, String operation) {
    return "{\"index\": %d, \"value\": %d, \"op\": \"%s\"}".formatted(index, value, operation);
  }
}
