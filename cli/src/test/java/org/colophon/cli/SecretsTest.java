package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.colophon.artifact.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A planted secret appears in no byte under the run, whatever the stage does with it. */
final class SecretsTest {
  private static final String VALUE = "pl4nted/s3cret+\"λ\"=tail";
  private static final String DECLARES =
      "secrets: [TOKEN]\n    outputs: { numbers: { type: Numbers@0.1, files: '*.json' } }";

  /** Python without its shims, which need a home folder. */
  private static final String PYTHON = "/usr/bin/python3";

  private TestPipeline pipeline;

  @BeforeEach
  void withASecret(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
    secrets("# mine\n\nexport TOKEN='" + VALUE + "'  # the planted one\nOTHER=unused-value\n");
  }

  @Test
  void whatAStagePrintsAndSummarisesIsMasked() throws IOException {
    stage(
            """
            printf '%s' "$TOKEN" | base64; printf 'x%s' "$TOKEN" | base64 -w0; echo
            printf 'xx%s' "$TOKEN" | base64 -w0 >&2
            for c in pl4nted /s3cret '+"λ' '"=tail'; do printf '%s' "$c"; sleep 0.05; done; echo
            echo "PROGRESS token $TOKEN"
            printf '{"token": "%s"}' "$(printf '%s' "$TOKEN" | sed 's/"/\\\\"/g')" >&2
            echo 'https://x/?t=pl4nted%2Fs3cret%2B%22%CE%BB%22%3Dtail&u=pl4nted/s3cret%2b%22%ce%bb%22%3dtail'
            """
                + TestPipeline.MAKES_NUMBERS.replace(
                    "\"exit_code\": 0,",
                    "\"exit_code\": 0, \"warnings\": [\"used pl4nted/s3cret+\\\\\"λ\\\\\"=tail\"],"))
        .run()
        .exits(0);
    assertThat(read("logs/stdout.log")).contains("PROGRESS token [secret TOKEN]");
    assertThat(read("logs/stdout.log").lines().filter(line -> line.contains("[secret TOKEN]")))
        .hasSizeGreaterThanOrEqualTo(4);
    assertThat(read("logs/stderr.log"))
        .contains("[secret TOKEN]", "{\"token\": \"[secret TOKEN]\"}");
    assertThat(read("stage_summary.json")).contains("used [secret TOKEN]");
    assertThat(read("meta_env.json")).contains("\"secrets\"", "TOKEN").doesNotContain("OTHER");
    assertThat(read("cmd.txt")).contains("TOKEN=\"$TOKEN\"");
    assertThat(pipeline.manifestText()).contains("used [secret TOKEN]");
    pipeline.command("verify", "x").exits(0);
    nowhereUnderTheRun();
  }

  @Test
  void aFileWithASecretFailsTheStageAndIsRemoved() throws IOException {
    List<String> leaks =
        List.of(
            "printf '%s' \"$TOKEN\" >made01.json",
            "printf '%s' \"$TOKEN\" | gzip >made02.json",
            "printf '%s' \"$TOKEN\" | base64 -w 9 >../undeclared",
            "mkdir pl4nted; echo x >'pl4nted/s3cret+\"λ\"=tail'",
            "ln -s \"$TOKEN\" made05.json",
            "printf '%s' \"$TOKEN\" >../logs/stdout.log; printf '%s' \"$TOKEN\" >../logs/more",
            "env >core",
            "printf '%s' \"$TOKEN\" >../meta_env.json; printf '%s' \"$TOKEN\" >../cmd.txt",
            // deflated, as NumPy keeps text
            PYTHON
                + " - <<'PY'\nimport os, zipfile\n"
                + "with zipfile.ZipFile('made09.json', 'w', zipfile.ZIP_DEFLATED) as z:\n"
                + "  z.writestr('t.npy', ('x' * 99 + os.environ['TOKEN']).encode('utf-32-le'))\n"
                + "PY");
    for (int i = 1; i <= leaks.size(); i++) {
      pipeline.stage(
          "0" + i + "_leak",
          DECLARES.replace("numbers", "n" + i),
          "cd \"$STAGE_DIR/n"
              + i
              + "\"\necho '{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": [1]}' >fine.json\n"
              + leaks.get(i - 1)
              + "\n"
              + TestPipeline.OK_SUMMARY);
    }
    declared();
    TestPipeline.Outcome outcome = pipeline.run("--keep-going").exits(3);
    assertThat(outcome.err())
        .contains(
            "secret_in_output: n1/made01.json (TOKEN); it was removed, do not write the secret",
            "secret_in_output: n2/made02.json (TOKEN)",
            "secret_in_output: undeclared (TOKEN)",
            "secret_in_output: n4/[secret TOKEN] (TOKEN)",
            "secret_in_output: n5/made05.json (TOKEN)",
            "secret_in_output: logs/more (TOKEN)",
            "secret_in_output: n7/core (TOKEN)",
            "changed_record: the stage changed meta_env.json",
            "secret_in_output: n9/made09.json (TOKEN)");
    assertThat(pipeline.runFolder().resolve("01_leak/n1")).isDirectoryNotContaining("glob:**made*");
    pipeline.command("verify", "x").exits(0);
    nowhereUnderTheRun();
  }

  @Test
  void anAttemptThatWasCutOffKeepsNothingThatNobodyLookedThrough() throws IOException {
    stage("printf '%s' \"$TOKEN\" >\"$STAGE_DIR/numbers/made.json\"; exit 7\n").run().exits(3);
    Path run = pipeline.runFolder();
    Path attempt = run.resolve(".attempts/01_make.0002");
    Files.createDirectories(attempt.resolve("numbers"));
    Files.createDirectories(attempt.resolve("logs"));
    for (String record : List.of("meta_env.json", "stage_inputs.json")) {
      Files.writeString(
          attempt.resolve(record),
          read(record).replace("\"attempt\" : \"0001\"", "\"attempt\" : \"0002\""));
    }
    Files.writeString(attempt.resolve("numbers/made.json"), VALUE);
    Files.writeString(attempt.resolve("logs/more.log"), VALUE);
    Path journal = run.resolve("events.jsonl");
    List<String> lines = Files.readAllLines(journal);
    String started =
        "{\"seq\":"
            + (lines.size() + 1)
            + ",\"time\":\"2030-01-01T00:00:00.000Z\",\"body\":{\"event\":\"stage_started\","
            + "\"stage\":\"01_make\",\"attempt\":\"0002\",\"reason\":\"again\"},\"prev\":\""
            + Sha256.of(lines.getLast())
            + "\"}";
    Files.writeString(journal, String.join("\n", lines) + "\n" + started + "\n");
    pipeline.command("repair", "x").exits(0);
    nowhereUnderTheRun();
    assertThat(read("stage_inputs.json")).contains("0002");
    assertThat(read("stage_summary.json")).contains("interrupted");
  }

  @Test
  void onlyAStageThatDeclaresASecretIsGivenIt() throws IOException {
    stage(
            "test -n \"$TOKEN\" || exit 9\ntest -z \"$OTHER\" || exit 9\n"
                + TestPipeline.MAKES_NUMBERS)
        .reader("02_read", "env | grep -q TOKEN && exit 9\n" + TestPipeline.OK_SUMMARY);
    declared();
    pipeline.run().exits(0);
    nowhereUnderTheRun();
  }

  @Test
  void aMissingSecretIsNamedBeforeAnythingStarts() throws IOException {
    secrets("OTHER=unused-value\n");
    stage(TestPipeline.MAKES_NUMBERS)
        .run()
        .exits(2)
        .stderrContains("missing_secret: TOKEN, wanted by 01_make; add a line TOKEN=… to ")
        .leavesNo("");
  }

  @Test
  void aFileThatOthersCanReadIsRefusedWithTheWayOut() throws IOException {
    Files.setPosixFilePermissions(
        pipeline.folder().resolve(".env"), PosixFilePermissions.fromString("rw-r-----"));
    stage(TestPipeline.MAKES_NUMBERS)
        .run()
        .exits(2)
        .stderrContains(".env can be read or changed by others; run: chmod 600 ")
        .leavesNo("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TOKEN=short", "TOKEN", "TOKEN='open", "TOKEN=first-value\nTOKEN=second-value"})
  void aBadLineIsNamedWithoutItsValue(String text) throws IOException {
    secrets(text + "\n");
    TestPipeline.Outcome outcome = stage(TestPipeline.MAKES_NUMBERS).run().exits(2).leavesNo("");
    assertThat(outcome.err()).contains("error:").doesNotContain("-value", "short\n", "'open");
  }

  @Test
  void aSecretInTheConfigOrOnTheCommandLineIsRefused() throws IOException {
    stage(TestPipeline.MAKES_NUMBERS);
    secrets("TOKEN=command-line-value\n");
    pipeline.run("--set", "params.make.note=command-line-value").exits(2);
    pipeline.stage("02_say", "secrets: [TOKEN]", "true");
    Path file = pipeline.folder().resolve("pipeline.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("pipeline/1.0", "pipeline/1.1")
            .replace("'{code}/main.sh'", "'{code}/main.sh', command-line-value"));
    pipeline
        .run()
        .exits(2)
        .stderrContains("the value of secret TOKEN stands in stage 01_make of the pipeline file")
        .leavesNo("");
  }

  @Test
  void aKeychainIsAskedByNameAndItsFailureIsTold() throws IOException {
    Files.delete(pipeline.folder().resolve(".env"));
    profile("secrets: { command: [sh, -c, 'echo \"from-$0-keychain\"', '{name}'] }\n");
    stage("echo \"got $TOKEN\"\n" + TestPipeline.MAKES_NUMBERS)
        .run("--env", pipeline.folder() + "/lab.yaml")
        .exits(0);
    assertThat(read("logs/stdout.log")).contains("got [secret TOKEN]");
    profile("secrets: { command: [sh, -c, 'echo hidden-value; exit 4', '{name}'] }\n");
    TestPipeline.Outcome failed = pipeline.run("--env", pipeline.folder() + "/lab.yaml").exits(2);
    assertThat(failed.err())
        .contains("missing_secret: TOKEN: the command sh ended with code 4")
        .doesNotContain("hidden-value\n");
    profile("secrets: { command: [sh, -c, 'sleep 30'], timeout: 1s }\n");
    pipeline
        .run("--env", pipeline.folder() + "/lab.yaml")
        .exits(2)
        .stderrContains("took longer than 1 s");
  }

  @Test
  void aFileOfSecretsThatAStageMayReadIsRefused() throws IOException {
    stage(TestPipeline.MAKES_NUMBERS);
    profile("secrets: { file: 01_make/.env }\n");
    Path inside = pipeline.folder().resolve("01_make/.env");
    Files.copy(pipeline.folder().resolve(".env"), inside, StandardCopyOption.COPY_ATTRIBUTES);
    pipeline
        .run("--env", pipeline.folder() + "/lab.yaml")
        .exits(2)
        .stderrContains("which 01_make may read; move it");
  }

  @Test
  void aNameWithAMeaningOfItsOwnIsNoSecret() throws IOException {
    pipeline.maker(TestPipeline.MAKES_NUMBERS).stage("02_x", "secrets: [LD_PRELOAD]", "true");
    declared();
    pipeline.run().exits(2).stderrContains("LD_PRELOAD is a variable with a meaning of its own");
  }

  @Test
  void aShellHasTheSecretAndAReproductionNeedsIt() throws IOException {
    stage("test -n \"$TOKEN\" || exit 9\n" + TestPipeline.MAKES_NUMBERS).run().exits(0);
    pipeline.command("shell", "x", "01", "--", "sh", "-c", "test \"${#TOKEN}\" -gt 8").exits(0);
    pipeline
        .command("reproduce", "x")
        .exits(2)
        .stderrContains("missing_secret: TOKEN")
        .leavesNo("../x-again");
    profile("secrets: { file: .env }\n");
    pipeline.command("reproduce", "x", "--env", pipeline.folder() + "/lab.yaml").exits(0);
    nowhereUnderTheRun();
  }

  private TestPipeline stage(String script) throws IOException {
    pipeline.stage("01_make", DECLARES, script);
    declared();
    return pipeline;
  }

  private void declared() throws IOException {
    Path file = pipeline.folder().resolve("pipeline.yaml");
    Files.writeString(file, Files.readString(file).replace("pipeline/1.0", "pipeline/1.1"));
  }

  private void secrets(String text) throws IOException {
    Path file = pipeline.folder().resolve(".env");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void profile(String yaml) throws IOException {
    Files.writeString(pipeline.folder().resolve("lab.yaml"), "schema: env/1.1\n" + yaml);
  }

  private String read(String record) throws IOException {
    return Files.readString(pipeline.runFolder().resolve("01_make").resolve(record));
  }

  /** Looks at every name and byte, also unpacked, by simple means of its own. */
  private void nowhereUnderTheRun() throws IOException {
    byte[] value = VALUE.getBytes(StandardCharsets.UTF_8);
    List<String> forms = new ArrayList<>(List.of("pl4nted", "s3cret", "tail"));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + value.length];
      System.arraycopy(value, 0, shifted, shift, value.length);
      String text = Base64.getEncoder().encodeToString(shifted);
      forms.add(text.substring(4, text.length() - 4));
    }
    try (Stream<Path> files = Files.walk(pipeline.folder().resolve("runs"))) {
      for (Path file : files.toList()) {
        assertThat(file.toString()).doesNotContain("pl4nted/s3cret");
        if (Files.isRegularFile(file)) {
          byte[] bytes = Files.readAllBytes(file);
          String text = new String(bytes, StandardCharsets.ISO_8859_1) + unpacked(bytes);
          String unwrapped = text.replaceAll("[\\r\\n\\u0000]", "");
          forms.forEach(
              form -> assertThat(unwrapped.contains(form)).as(form + " in " + file).isFalse());
        }
      }
    }
  }

  private static String unpacked(byte[] bytes) throws IOException {
    StringBuilder text = new StringBuilder();
    if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
      try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        text.append(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes));
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      text.append(entry.getName());
      text.append(new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }
}
