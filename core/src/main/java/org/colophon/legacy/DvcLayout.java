package org.colophon.legacy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A DVC pipeline: {@code dvc.lock} says what each stage ran, and the MD5 of what it read and wrote,
 * which is held against the files that are here.
 *
 * @see <a href="https://dvc.org/doc/user-guide/project-structure/dvcyaml-files">dvc.lock</a>
 */
final class DvcLayout implements Layout.Reader {
  @Override
  public List<Layout> read(LegacyFolder folder) {
    List<Layout> layouts = new ArrayList<>();
    folder.named("dvc.lock").forEach(lock -> layouts.add(layout(folder, lock)));
    return layouts;
  }

  private static Layout layout(LegacyFolder folder, LegacyFolder.Found lock) {
    FactSheet sheet = new FactSheet(folder);
    JsonNode root = sheet.tree(lock.path());
    for (Map.Entry<String, JsonNode> stage : root.path("stages").properties()) {
      String name = stage.getKey();
      JsonNode cmd = stage.getValue().path("cmd");
      if (cmd.isArray()) {
        sheet.leaves(name + ".command", cmd, lock.path());
      } else {
        sheet.observed(name + ".command", cmd, lock.path());
      }
      sheet.leaves(name + ".params", stage.getValue().path("params"), lock.path());
      for (String part : List.of("deps", "outs")) {
        for (JsonNode file : stage.getValue().path(part)) {
          digest(folder, lock, sheet, name + "." + part, file);
        }
      }
    }
    // the pipeline file is told by the lock; reading it marks it as known
    sheet.text(Layout.join(lock.folder(), "dvc.yaml"));
    return sheet.layout("dvc", lock.folder());
  }

  private static void digest(
      LegacyFolder folder,
      LegacyFolder.Found lock,
      FactSheet sheet,
      String name,
      JsonNode recorded) {
    String path = recorded.path("path").asString("");
    String md5 = recorded.path("md5").asString("");
    sheet.add(Fact.observed(name, path + " md5 " + md5, lock.path()));
    Path file = folder.root().resolve(lock.folder()).resolve(path).normalize();
    if (path.isEmpty() || md5.isEmpty() || !file.startsWith(folder.root())) {
      return;
    }
    if (md5.endsWith(".dir") || !Files.isRegularFile(file)) {
      String why = md5.endsWith(".dir") ? "the digest of a folder" : "not here";
      sheet.add(Fact.observed(name + ".check", path + ": not checked, " + why, lock.path()));
      return;
    }
    String answer;
    try {
      boolean same = file.toRealPath().startsWith(folder.root()) && md5(file).equals(md5);
      answer = same ? ": as dvc.lock says" : ": HAS CHANGED since dvc.lock was written";
    } catch (IOException e) {
      answer = ": cannot be read";
    }
    sheet.add(Fact.observed(name + ".check", path + answer, path));
  }

  /** MD5 because DVC recorded it; nothing of ours depends on it. */
  private static String md5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
