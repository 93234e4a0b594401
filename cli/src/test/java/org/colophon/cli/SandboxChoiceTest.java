package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.colophon.contract.Json;
import org.colophon.sandbox.linux.Landlock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Which sandbox is taken, and what is said of it. */
final class SandboxChoiceTest {
  private static final Map<String, String> NOTHING_INSTALLED = Map.of("PATH", "/nowhere");

  @TempDir private Path folder;
  private TestPipeline pipeline;

  @BeforeEach
  void prepare() throws IOException {
    pipeline = new TestPipeline(Files.createDirectory(folder.resolve("p")));
  }

  @Test
  void aProfileThatNamesLandlockIsConfinedByItAndSaysWhatThatLeavesOut() throws IOException {
    assumeLandlock();
    Path secret = Files.writeString(folder.resolve("secret"), "hidden");

    TestPipeline.Outcome outcome =
        pipeline
            .maker(
                "cat '%s' && exit 3\n".formatted(secret)
                    + "(echo x >'%s') && exit 3\n".formatted(folder.resolve("new"))
                    + TestPipeline.MAKES_NUMBERS)
            .run("--env", profile("sandbox: landlock\n"))
            .exits(0);

    assertThat(outcome.read("run_manifest.json")).contains("\"sandbox\": \"landlock\"");
    JsonNode environment = Json.mapper().readTree(outcome.read("01_make/meta_env.json"));
    assertThat(environment.get("sandbox").asString()).isEqualTo("landlock");
    assertThat(environment.get("sandbox_note").asString()).isEmpty();
    assertThat(environment.get("sandbox_not_enforced").toString())
        .contains("what a stage wrote it can start");
  }

  @Test
  void withoutBubblewrapTheNextBestIsTakenAndTheReasonSaid() throws IOException {
    assumeLandlock();
    pipeline.maker("").environment(NOTHING_INSTALLED);

    explain()
        .exits(0)
        .stdoutContains("01_make under landlock, profile default")
        .stdoutContains("note  there is no bwrap on the PATH /nowhere")
        .stdoutContains("promise    nothing outside the writable paths changes")
        .stdoutContains("signals    to its own processes");
  }

  @Test
  void whoRequiresASandboxIsNotContentWithLess() throws IOException {
    assumeLandlock();
    pipeline.maker(TestPipeline.MAKES_NUMBERS).environment(NOTHING_INSTALLED);

    pipeline
        .run("--env", profile("sandbox: required\n"))
        .exits(2)
        .stderrContains("requires a sandbox, and there is none: there is no bwrap")
        .stderrContains("is used if the profile names it: sandbox: landlock");
  }

  @Test
  void aNamedSandboxThatIsNotThereIsRefusedWithTheReason() throws IOException {
    pipeline.maker("").environment(NOTHING_INSTALLED);

    explain("--backend", "nsjail")
        .exits(2)
        .stderrContains("wants the sandbox nsjail and no other")
        .stderrContains("there is no nsjail on the PATH /nowhere");
    explain("--backend", "chroot").exits(64).stderrContains("there is no sandbox chroot");
  }

  @Test
  void containersAreGivenAnImageByItsDigestAndOthersNone() throws IOException {
    pipeline.maker("");
    String image = "image: localhost/tools@sha256:" + "0f".repeat(32) + "\n";

    explain("--env", profile("sandbox: podman\n")).stderrContains("image");
    explain("--env", profile("sandbox: landlock\n" + image)).stderrContains("image");
    explain("--env", profile("sandbox: podman\nimage: localhost/tools:latest\n"))
        .stderrContains("image: does not match");
  }

  private TestPipeline.Outcome explain(String... options) throws IOException {
    String[] args = new String[options.length + 5];
    System.arraycopy(
        new String[] {
          "sandbox", "explain", "01", "--pipeline", pipeline.folder() + "/pipeline.yaml"
        },
        0,
        args,
        0,
        5);
    System.arraycopy(options, 0, args, 5, options.length);
    return pipeline.command(args);
  }

  private String profile(String yaml) throws IOException {
    return Files.writeString(folder.resolve("profile.yaml"), "schema: env/1.1\n" + yaml).toString();
  }

  private static void assumeLandlock() {
    assumeTrue(Landlock.version() >= Landlock.TRUNCATES, "this kernel has no Landlock 3");
  }
}
