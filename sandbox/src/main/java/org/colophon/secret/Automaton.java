package org.colophon.secret;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * All forms of all secrets in one finite automaton: one step a byte, however many there are. Line
 * breaks are passed over, in the forms and in what is searched, since programs wrap what they print
 * ({@code base64} after 76 characters).
 *
 * @see <a href="https://doi.org/10.1145/360825.360855">Aho and Corasick, Efficient String Matching
 *     (CACM 1975)</a>
 */
final class Automaton {
  static final int START = 0;

  /** No form ends in a state. */
  static final int NOBODY = -1;

  /** Class of a byte by its value; 0 for those that no form has. */
  private final int[] classes = new int[256];

  private final int width;

  /** The state after {@code state} and a byte, at {@code state * width + class}. */
  private final int[] next;

  /** Bytes of the longest beginning of a form that ends in a state. */
  private final int[] depth;

  /** Bytes of the longest form that ends in a state; 0 if none does. */
  private final int[] length;

  /** The secret whose form that is. */
  private final int[] owner;

  /** A secret of which a form begins with what leads to a state. */
  private final int[] beginner;

  /**
   * @param owners number of its secret, by form; forms are texts of one character a byte
   */
  Automaton(Map<String, Integer> owners) {
    width = 1 + numberClasses(owners);
    int states = 1 + owners.keySet().stream().mapToInt(String::length).sum();
    int[] table = new int[states * width];
    depth = new int[states];
    length = new int[states];
    owner = new int[states];
    beginner = new int[states];
    Arrays.fill(owner, NOBODY);
    Arrays.fill(beginner, NOBODY);
    int used = 1;
    for (Map.Entry<String, Integer> form : owners.entrySet()) {
      used = add(form.getKey(), form.getValue(), table, used);
    }
    next = Arrays.copyOf(table, used * width);
    completeWithFailures(used);
  }

  static boolean isPassedOver(byte b) {
    return b == '\n' || b == '\r';
  }

  int after(int state, byte b) {
    return next[state * width + classes[Byte.toUnsignedInt(b)]];
  }

  int depth(int state) {
    return depth[state];
  }

  int length(int state) {
    return length[state];
  }

  int owner(int state) {
    return owner[state];
  }

  int beginner(int state) {
    return beginner[state];
  }

  private int numberClasses(Map<String, Integer> owners) {
    int count = 0;
    for (String form : owners.keySet()) {
      for (int i = 0; i < form.length(); i++) {
        if (classes[form.charAt(i)] == 0) {
          classes[form.charAt(i)] = ++count;
        }
      }
    }
    return count;
  }

  private int add(String form, int secret, int[] table, int firstFree) {
    int free = firstFree;
    int state = START;
    for (int i = 0; i < form.length(); i++) {
      int slot = state * width + classes[form.charAt(i)];
      if (table[slot] == START) {
        table[slot] = free;
        depth[free] = i + 1;
        beginner[free] = secret;
        free++;
      }
      state = table[slot];
    }
    length[state] = form.length();
    owner[state] = secret;
    return free;
  }

  /** Breadth first, so that the state to fall back to is complete before it is needed. */
  private void completeWithFailures(int states) {
    int[] fallback = new int[states];
    Deque<Integer> open = new ArrayDeque<>();
    for (int child : children(START)) {
      open.add(child);
    }
    while (!open.isEmpty()) {
      int state = open.remove();
      int other = fallback[state];
      if (length[state] == 0) {
        length[state] = length[other];
        owner[state] = owner[other];
      }
      for (int c = 0; c < width; c++) {
        int slot = state * width + c;
        if (next[slot] == START) {
          next[slot] = next[other * width + c];
        } else {
          fallback[next[slot]] = next[other * width + c];
          open.add(next[slot]);
        }
      }
    }
  }

  private List<Integer> children(int state) {
    List<Integer> children = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      if (next[state * width + c] != START) {
        children.add(next[state * width + c]);
      }
    }
    return children;
  }
}
