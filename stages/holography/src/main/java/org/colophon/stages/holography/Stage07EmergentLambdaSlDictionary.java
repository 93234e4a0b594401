package org.colophon.stages.holography;

import java.io.IOException;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;
import org.colophon.stages.holography.dictionary.LambdaDictionaryFolder;

/**
 * Stage 07: the relation of mass and dimension that the eigenmodes are consistent with. Too few
 * points, or a Δ that was computed from λ or m², is INCOMPLETE; a relation that fails a WARNING.
 */
public final class Stage07EmergentLambdaSlDictionary implements StageProgram {

  public static void main(String[] arguments) throws IOException {
    StageProgram.main(new Stage07EmergentLambdaSlDictionary(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report) throws IOException {
    LambdaDictionaryFolder.make(context, report);
  }
}
