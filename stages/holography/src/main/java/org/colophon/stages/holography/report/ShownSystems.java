package org.colophon.stages.holography.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which systems have a line on the page: all, or, where they are too many for it, of each family
 * and dimension the one that was fitted worst.
 *
 * @param metas the meta of each recovered geometry
 * @param all whether none is left out
 */
record ShownSystems(List<Evidence> metas, boolean all) {
  private static final int MOST = 8;

  ShownSystems {
    metas = List.copyOf(metas);
  }

  static ShownSystems of(List<Evidence> metas) {
    if (metas.size() <= MOST) {
      return new ShownSystems(metas, true);
    }
    Map<String, Evidence> worst = new LinkedHashMap<>();
    for (Evidence one : metas) {
      String group = one.at("/family").text() + " " + one.at("/d").text();
      worst.merge(group, one, (a, b) -> misfit(b) > misfit(a) ? b : a);
    }
    List<Evidence> chosen = new ArrayList<>(worst.values());
    return new ShownSystems(chosen.subList(0, Math.min(MOST, chosen.size())), false);
  }

  private static double misfit(Evidence meta) {
    return meta.find("/chi2_dof").map(Bound::number).orElse(0.0);
  }

  List<String> ids() {
    return metas.stream().map(one -> one.at("/system_id").text()).toList();
  }

  /** What the reader must know where some are left out. */
  String note() {
    return all
        ? ""
        : Markup.paragraph(
            "More systems than the page holds: of each family and dimension, the one with the"
                + " largest χ²/dof. All are in <b>predictions</b>, <b>geometry_contracts</b> and"
                + " <b>contracts</b>.");
  }
}
