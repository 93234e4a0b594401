package org.colophon.stages.holography;

import java.io.IOException;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;
import org.colophon.stages.holography.cft.ContractsFolder;

/** Stage 09: what the recovered systems and published spectra may be called, with a report. */
public final class Stage09RealDataAndDictionaryContracts implements StageProgram {

  public static void main(String[] arguments) throws IOException {
    StageProgram.main(new Stage09RealDataAndDictionaryContracts(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report) throws IOException {
    ContractsFolder.make(context, report);
  }
}
