package org.colophon.stages.holography.controls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.colophon.stages.holography.Fixtures;
import org.colophon.stages.holography.StageProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlFixturesTest {
  private static final Path COMMITTED = Fixtures.holography("controls");

  @TempDir private Path folder;

  /** {@code -Dgolden=update} writes them anew. */
  @Test
  void theInputsOfTheControlsAreMadeAgainByteForByte() throws Exception {
    if (System.getProperty("golden", "").equals("update")) {
      ControlFixtures.write(COMMITTED);
    }
    ControlFixtures.write(folder);
    List<String> made = StageProcess.filesIn(folder);
    assertThat(StageProcess.filesIn(COMMITTED)).isEqualTo(made).isNotEmpty();
    for (String name : made) {
      assertThat(COMMITTED.resolve(name)).hasSameBinaryContentAs(folder.resolve(name));
    }
  }
}
