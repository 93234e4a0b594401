package org.colophon.stages.codeedit;

import java.io.IOException;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;

/**
 * Stage 03: applies each action to its files. An action that fails is a row of the results; one
 * that proves nothing, since the tool failed or ran into a limit, is a WARNING too.
 */
public final class Stage03ApplyActions implements StageProgram {

  public static void main(String[] arguments) throws IOException {
    StageProgram.main(new Stage03ApplyActions(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report)
      throws IOException, InterruptedException {
    ActionBatch.apply(context, report, Home.ofThisProgram(), System.getenv());
  }
}
