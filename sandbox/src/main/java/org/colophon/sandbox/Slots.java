package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.colophon.sandbox.linux.IdMap;
import org.jspecify.annotations.Nullable;

/**
 * Users that nobody else is, for the stages of an orchestrator that is root: one for each stage at
 * a time, so that none can reach another.
 *
 * <p>Their numbers come from a range that no distribution hands out, and from this process's own
 * number, so that two orchestrators do not share any. Where user numbers are scarce (in a
 * container) they begin at 61001.
 *
 * @see <a href="https://systemd.io/UIDS-GIDS/">Users, Groups, UIDs and GIDs on systemd systems</a>
 */
final class Slots {
  private static final int UNASSIGNED = 0x70000000;
  private static final int FIRST_OF_FEW = 61001;

  /** Also the number of stages at a time. */
  private static final int OF_A_PROCESS = 64;

  private static final long MOST_PROCESSES = 1 << 22;

  /** One for all sandboxes of this process, which may run several pipelines at once. */
  private static @Nullable Slots ofThisProcess;

  private final int first;
  private final Deque<Slot> free = new ArrayDeque<>();
  private int made;

  /**
   * One of the users.
   *
   * @param ids shows root's files as this user's
   */
  record Slot(int user, IdMap ids) {}

  private Slots(int first) {
    this.first = first;
  }

  static synchronized Slots ofThisProcess() throws IOException {
    Slots slots = ofThisProcess;
    if (slots == null) {
      long pid = ProcessHandle.current().pid();
      slots =
          new Slots(
              hasEveryUser()
                  ? (int) (UNASSIGNED + pid % MOST_PROCESSES * OF_A_PROCESS)
                  : FIRST_OF_FEW);
      ofThisProcess = slots;
    }
    return slots;
  }

  synchronized Slot take() throws IOException {
    if (!free.isEmpty()) {
      return free.removeLast();
    }
    if (made == OF_A_PROCESS) {
      throw new IOException("no more than " + OF_A_PROCESS + " stages at a time");
    }
    int user = first + made;
    Slot slot = new Slot(user, IdMap.of(0, user));
    made++;
    return slot;
  }

  synchronized void giveBack(Slot slot) {
    free.addLast(slot);
  }

  /** {@code inside outside count}, for all of them {@code 0 0 4294967295}. */
  private static boolean hasEveryUser() throws IOException {
    return Files.readString(Path.of("/proc/self/uid_map")).strip().endsWith(" 4294967295");
  }
}
