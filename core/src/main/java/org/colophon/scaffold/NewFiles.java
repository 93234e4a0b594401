package org.colophon.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.WholeFile;

/** Files to be made, none of which may be there yet. */
public final class NewFiles {
  private final Map<Path, String> texts = new LinkedHashMap<>();

  NewFiles() {}

  NewFiles add(Path file, String text) {
    texts.put(file, text);
    return this;
  }

  /** What would be made, in order. */
  public List<Path> paths() {
    return List.copyOf(texts.keySet());
  }

  /**
   * Makes them all.
   *
   * @throws BadRequest if one of them exists; then nothing was made
   */
  public void write() throws IOException {
    Optional<Path> taken =
        texts.keySet().stream()
            .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
            .findFirst();
    if (taken.isPresent()) {
      throw new BadRequest(taken.get() + " exists and is left as it is; take another name");
    }
    for (Map.Entry<Path, String> file : texts.entrySet()) {
      Files.createDirectories(file.getKey().toAbsolutePath().resolveSibling(""));
      WholeFile.write(file.getKey(), file.getValue());
    }
  }
}
