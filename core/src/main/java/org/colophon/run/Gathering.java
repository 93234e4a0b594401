package org.colophon.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.items.Item;
import org.colophon.items.Slice;
import org.colophon.pipeline.GatheredAs;
import org.colophon.pipeline.StageSpec;

/**
 * Puts together what the items of a stage made, one after the other in the order in which they are
 * added, which is that of their keys and never that of their ends. Each keeps its part in the
 * whole: the bytes, or the files, that are its own.
 */
final class Gathering {
  private final Map<String, Whole> outputs = new TreeMap<>();

  /** What one output becomes. */
  sealed interface Whole permits GatheredFile, GatheredFiles {
    /**
     * Adds a file that an item made.
     *
     * @param ours whether it is this attempt's own, and can be moved
     * @return where it is now
     */
    Slice add(Item item, EarlierItem made, Slice slice, boolean ours) throws IOException;

    /** Writes what is left to be written, when all are added. */
    default void finish() throws IOException {}

    /** Rows of a table, or lines; 0 of what has none. */
    default long rows() {
      return 0;
    }

    /** What cannot be put together, one line each. */
    default List<String> problems() {
      return List.of();
    }
  }

  Gathering(StageSpec stage, StageFolder folder, DurableFiles disk) {
    stage
        .outputs()
        .forEach((alias, output) -> outputs.put(alias, whole(alias, output, folder, disk)));
  }

  private static Whole whole(
      String alias, StageSpec.Output output, StageFolder folder, DurableFiles disk) {
    GatheredAs as = GatheredAs.of(output.files()).orElseThrow();
    return switch (as) {
      case LINES, TABLE, ARRAY -> new GatheredFile(alias, output, as, folder, disk);
      case NAMED, FOLDERS -> new GatheredFiles(alias, output, as, folder, disk);
    };
  }

  /** Adds what an item made, and says where it is now, by alias. */
  Map<String, List<Slice>> add(Item item, EarlierItem made, boolean ours) throws IOException {
    Map<String, List<Slice>> gathered = new TreeMap<>();
    for (Map.Entry<String, Whole> output : outputs.entrySet()) {
      List<Slice> slices = new ArrayList<>();
      for (Slice slice : made.line().outputs().getOrDefault(output.getKey(), List.of())) {
        slices.add(output.getValue().add(item, made, slice, ours));
      }
      if (!slices.isEmpty()) {
        gathered.put(output.getKey(), slices);
      }
    }
    return gathered;
  }

  void finish() throws IOException {
    for (Whole output : outputs.values()) {
      output.finish();
    }
  }

  long rows() {
    return outputs.values().stream().mapToLong(Whole::rows).sum();
  }

  List<String> problems() {
    return outputs.values().stream().flatMap(output -> output.problems().stream()).toList();
  }
}
