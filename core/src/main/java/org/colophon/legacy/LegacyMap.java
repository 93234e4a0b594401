package org.colophon.legacy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline says about files from before it had schemas.
 *
 * @param sha256 of the file that says it; empty if the pipeline says nothing
 * @param flatFolders patterns of names of folders in which everything lay together
 * @param artifacts where an output may be found, by alias
 * @param inputs where an input that no stage makes may be found, by alias
 */
record LegacyMap(
    Optional<String> sha256,
    List<PathPattern> flatFolders,
    Map<String, List<Source>> artifacts,
    Map<String, List<Source>> inputs) {
  /** For a pipeline that has no map: only what the user asserts is found. */
  static final LegacyMap NONE = new LegacyMap(Optional.empty(), List.of(), Map.of(), Map.of());

  LegacyMap {
    flatFolders = List.copyOf(flatFolders);
    artifacts = Collections.unmodifiableMap(new LinkedHashMap<>(artifacts));
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /**
   * Some files that an output may be made of.
   *
   * @param as name in the artifact; empty to keep the old one
   * @param mapping for a file that does not fit the schema as it is
   */
  record Source(PathPattern match, Optional<String> as, Optional<Mapping> mapping) {}

  List<Source> sources(String alias) {
    return artifacts.getOrDefault(alias, inputs.getOrDefault(alias, List.of()));
  }
}
