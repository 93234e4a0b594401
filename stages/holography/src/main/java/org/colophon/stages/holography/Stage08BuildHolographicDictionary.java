package org.colophon.stages.holography;

import java.io.IOException;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;
import org.colophon.stages.holography.dictionary.AtlasFolder;

/**
 * Stage 08: the atlas of operators, with what contradicts that one geometry represents them. A
 * contract that fails on a system that is no declared control is a WARNING.
 */
public final class Stage08BuildHolographicDictionary implements StageProgram {

  public static void main(String[] arguments) throws IOException {
    StageProgram.main(new Stage08BuildHolographicDictionary(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report) throws IOException {
    AtlasFolder.make(context, report);
  }
}
