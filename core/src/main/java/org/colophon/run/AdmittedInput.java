package org.colophon.run;

import java.nio.file.Path;
import java.util.List;
import org.colophon.contract.RunManifest;

/**
 * An input that passed the gate.
 *
 * @param folder that holds its files, absolute
 * @param readable what a sandbox has to show for it
 * @param taintedBy stages whose WARNING it carries
 */
record AdmittedInput(
    RunManifest.InputEntry entry, Path folder, List<Path> readable, List<String> taintedBy) {
  AdmittedInput {
    readable = List.copyOf(readable);
    taintedBy = List.copyOf(taintedBy);
  }
}
