package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * An image of podman's, made of this machine's own programs; nothing is fetched.
 *
 * @param environment by which podman finds it
 * @param name with its digest
 */
public record TrialImage(Map<String, String> environment, String name) {
  public TrialImage {
    environment = Map.copyOf(environment);
  }

  /**
   * Makes one; empty if there is no podman.
   *
   * @param folder for all that belongs to it
   */
  public static Optional<TrialImage> make(Path folder) throws IOException, InterruptedException {
    Optional<Path> podman = TrialStage.find("podman", System.getenv("PATH"));
    if (podman.isEmpty()) {
      return Optional.empty();
    }
    Path storage = folder.resolve("storage.conf");
    Files.writeString(
        storage,
        "[storage]\ndriver = \"%s\"\ngraphroot = \"%s\"\nrunroot = \"%s\"\n"
            .formatted(driver(folder), folder.resolve("graph"), folder.resolve("run")));
    Path engine = folder.resolve("containers.conf");
    Files.writeString(
        engine,
        "[engine]\nruntime = \"runc\"\ncgroup_manager = \"cgroupfs\"\nevents_logger = \"file\"\n");
    Map<String, String> environment =
        Map.of(
            "HOME", folder.toString(),
            "PATH", System.getenv("PATH"),
            "CONTAINERS_CONF", engine.toString(),
            "CONTAINERS_STORAGE_CONF", storage.toString());
    Path script =
        Path.of(System.getProperty("colophon.home"), "sandbox/src/test/resources/make-image.sh");
    Path archive = folder.resolve("image.tar");
    String program = podman.get().toString();
    TrialImage unnamed = new TrialImage(environment, "");
    unnamed.said("sh", script.toString(), folder.resolve("root").toString(), archive.toString());
    unnamed.said(program, "import", "--quiet", archive.toString(), "localhost/trial:1");
    String digest =
        unnamed.said(program, "image", "inspect", "localhost/trial:1", "--format", "{{.Digest}}");
    return Optional.of(new TrialImage(environment, "localhost/trial@" + digest));
  }

  /** One overlay cannot lie on another; the other driver copies the image for each container. */
  private static String driver(Path folder) throws IOException {
    return Files.getFileStore(folder).type().equals("overlay") ? "vfs" : "overlay";
  }

  /** What a command of podman's says; fails if it does. */
  String said(String... argv) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as(text).isZero();
      return text;
    }
  }
}
