package org.colophon.stages.holography.modes;

import java.util.List;
import java.util.Optional;
import org.colophon.stages.holography.modes.EigenmodesMeta.RefusedField;
import org.colophon.stages.holography.plot.CurveChart;

/**
 * The modes of one system.
 *
 * @param refused the fields that the system does not allow
 * @param picture eigenfunctions of one field; empty without rows
 */
record SystemModes(List<ModeRow> rows, List<RefusedField> refused, Optional<CurveChart> picture) {

  SystemModes {
    rows = List.copyOf(rows);
    refused = List.copyOf(refused);
  }
}
