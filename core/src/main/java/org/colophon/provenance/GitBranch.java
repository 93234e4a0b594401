package org.colophon.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** The branch that a checkout is on. */
public final class GitBranch {
  private GitBranch() {}

  /**
   * The branch of the repository that holds {@code folder}; empty outside one, on a detached head,
   * and where it cannot be read, since who asks allows more on a branch than on none.
   */
  public static Optional<String> around(Path folder) {
    FileRepositoryBuilder builder =
        new FileRepositoryBuilder().findGitDir(folder.toAbsolutePath().toFile());
    if (builder.getGitDir() == null) {
      return Optional.empty();
    }
    try (Repository repository = builder.setMustExist(true).build()) {
      String full = repository.getFullBranch();
      return full != null && full.startsWith("refs/heads/")
          ? Optional.of(Repository.shortenRefName(full))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
