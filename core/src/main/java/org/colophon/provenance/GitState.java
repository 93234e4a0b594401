package org.colophon.provenance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.artifact.Sha256;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * The commit of the checkout that holds a pipeline, and what was changed in it since.
 *
 * @param sha the commit, or {@code unknown} outside a repository or before its first commit
 * @param patch the uncommitted change of tracked files as a unified diff, followed by the digest of
 *     every untracked file; empty when clean
 */
public record GitState(String sha, String patch) {
  public static final GitState UNKNOWN = new GitState("unknown", "");

  /** Looks at the repository that holds {@code folder}; ignored files do not count. */
  public static GitState of(Path folder) throws IOException {
    FileRepositoryBuilder builder =
        new FileRepositoryBuilder().findGitDir(folder.toAbsolutePath().toFile());
    if (builder.getGitDir() == null) {
      return UNKNOWN;
    }
    try {
      return of(builder);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // JGit has no one exception for files that it cannot make sense of, and believes their
      // lengths
      throw new IOException(
          "the git repository "
              + builder.getGitDir()
              + " cannot be read ("
              + e
              + "); look at it with git status and git fsck, or move the pipeline out of it",
          e);
    }
  }

  private static GitState of(FileRepositoryBuilder builder) throws IOException {
    try (Repository repository = builder.setMustExist(true).build()) {
      if (repository.isBare()) {
        return UNKNOWN;
      }
      Optional<ObjectId> head = Optional.ofNullable(repository.resolve(Constants.HEAD));
      return new GitState(head.map(ObjectId::name).orElse("unknown"), patch(repository, head));
    }
  }

  public boolean dirty() {
    return !patch.isEmpty();
  }

  private static String patch(Repository repository, Optional<ObjectId> head) throws IOException {
    try (Git git = new Git(repository)) {
      Status status = git.status().call();
      if (status.isClean()) {
        return "";
      }
      return diff(repository, head, status.getUncommittedChanges())
          + untracked(repository, status.getUntracked());
    } catch (GitAPIException e) {
      throw new IOException("git status of " + repository.getWorkTree() + " failed", e);
    }
  }

  private static String diff(
      Repository repository, Optional<ObjectId> head, Set<String> changedPaths) throws IOException {
    if (changedPaths.isEmpty()) {
      return "";
    }
    TreeFilter changed = PathFilterGroup.createFromStrings(changedPaths);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (DiffFormatter formatter = new DiffFormatter(text);
        ObjectReader reader = repository.newObjectReader()) {
      formatter.setRepository(repository);
      formatter.setPathFilter(changed);
      formatter.format(committed(repository, reader, head), new FileTreeIterator(repository));
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static AbstractTreeIterator committed(
      Repository repository, ObjectReader reader, Optional<ObjectId> head) throws IOException {
    if (head.isEmpty()) {
      return new EmptyTreeIterator();
    }
    try (RevWalk walk = new RevWalk(repository)) {
      CanonicalTreeParser tree = new CanonicalTreeParser();
      tree.reset(reader, walk.parseCommit(head.get()).getTree());
      return tree;
    }
  }

  private static String untracked(Repository repository, Set<String> paths) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String path : new TreeSet<>(paths)) {
      Path file = repository.getWorkTree().toPath().resolve(path);
      String digest = Files.isRegularFile(file) ? Sha256.of(file) : "not a regular file";
      lines.append("untracked ").append(digest).append("  ").append(path).append('\n');
    }
    return lines.toString();
  }
}
