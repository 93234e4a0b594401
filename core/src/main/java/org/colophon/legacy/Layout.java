package org.colophon.legacy;

import java.util.List;
import java.util.Set;

/**
 * A way in which some tool or program lays out a folder, met here.
 *
 * @param name of the layout
 * @param place where, relative to the searched folder; "" for all of it
 * @param facts about how its files came to be
 * @param read files that the facts were read in
 */
record Layout(String name, String place, List<Fact> facts, Set<String> read) {
  Layout {
    facts = List.copyOf(facts);
    read = Set.copyOf(read);
  }

  /** Recognises one layout. */
  interface Reader {
    /** Every place in which the folder has this layout; empty if none. */
    List<Layout> read(LegacyFolder folder);
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
