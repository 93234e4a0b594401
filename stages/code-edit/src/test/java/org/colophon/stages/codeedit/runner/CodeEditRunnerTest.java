package org.colophon.stages.codeedit.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.stages.codeedit.runner.Runners.Tried;
import org.colophon.stages.codeedit.workspace.Workspace;
import org.colophon.stages.codeedit.workspace.WorkspaceFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodeEditRunnerTest {
  @TempDir private Path folder;
  private Runners here;

  @BeforeEach
  void install() throws IOException {
    here = Runners.in(folder);
  }

  @Test
  void bytesThatNoMatchCoversStayAsTheyAre() throws IOException {
    String before = "\ufeff// 😀 café\r\nfoo('é')\r\n\tfoo(\r\n  '🚀')";
    Tried tried =
        here.tried(Map.of("a.js", before), Runners.cli("javascript", "foo($A)", "bar($A)"));
    assertThat(tried.result().status()).isEqualTo(ActionStatus.APPLIED);
    assertThat(tried.after("a.js")).isEqualTo("\ufeff// 😀 café\r\nbar('é')\r\n\tbar('🚀')");
    assertThat(tried.result().parseOk()).contains(true);
  }

  @Test
  void ofNestedMatchesTheOutermostIsRewritten() throws IOException {
    Tried tried =
        here.tried(Map.of("a.py", "foo(foo(1))\n"), Runners.cli("python", "foo($A)", "bar($A)"));
    assertThat(tried.after("a.py")).isEqualTo("bar(foo(1))\n");
    assertThat(tried.result().matches()).isEqualTo(2);
  }

  @Test
  void aChangeThatDoesNotParseLeavesTheWorkspaceAsItWas() throws IOException {
    for (String rewrite : List.of("def f(:", "bar(")) {
      Tried tried =
          here.tried(
              Map.of("a.py", "foo(1)\n", "b.py", "x = 1\n"),
              Runners.cli("python", "foo($A)", rewrite));
      assertThat(tried.result().status()).isEqualTo(ActionStatus.PARSE_BROKEN);
      assertThat(tried.result().reason()).isEqualTo("no longer parses: a.py");
      assertThat(tried.result().diff()).contains("+" + rewrite);
      assertThat(tried.after("a.py")).isEqualTo("foo(1)\n");
    }
  }

  @Test
  void aFileThatWasBrokenBeforeIsNoFaultOfTheAction() throws IOException {
    Tried tried =
        here.tried(
            Map.of("a.py", "foo(1)\n", "b.py", "def f(:\n  pass\n"),
            Runners.cli("python", "foo($A)", "bar($A)"));
    assertThat(tried.result().status()).isEqualTo(ActionStatus.APPLIED);
    assertThat(tried.result().parseOk()).contains(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "print(     | Try adding `kind`",
        "a(); b()   | Multiple AST nodes",
        "``         | No AST root"
      })
  void aPatternThatIsNoneIsRejected(String pattern, String reason) throws IOException {
    Tried tried = here.tried(Map.of("a.py", "a()\nb()\n"), Runners.cli("python", pattern, "c()"));
    assertThat(tried.result().status()).isEqualTo(ActionStatus.RULE_REJECTED);
    assertThat(tried.result().exitCode()).contains(8);
    assertThat(tried.result().reason()).contains(reason.replace("`", "`"));
  }

  /** Exit code 1 is no failure then, though a missing file has it too. */
  @Test
  void aRuleOfSeverityErrorIsARule() throws IOException {
    Tried tried =
        here.tried(
            Map.of("a.py", "foo(1)\n"),
            Runners.yaml(
                "python",
                """
                id: e
                language: python
                severity: error
                rule: {pattern: foo($A)}
                fix: bar($A)
                """));
    assertThat(tried.result().status()).isEqualTo(ActionStatus.APPLIED);
    assertThat(tried.result().exitCode()).contains(1);
  }

  @Test
  void settingsAndIgnoredNamesInAWorkspaceChangeNothing() throws IOException {
    Tried tried =
        here.tried(
            Map.of(
                "sgconfig.yml", "customLanguages: {x: {libraryPath: /tmp/x.so, extensions: [py]}}",
                ".gitignore", "*\n",
                ".hidden/a.py", "foo(1)\n",
                "-p.py", "foo(2)\n"),
            Runners.cli("python", "foo($A)", "bar($A)"));
    assertThat(tried.result().filesChanged()).containsExactly("-p.py", ".hidden/a.py");
  }

  /** {@code ast-grep -U} follows a link that it is given, and rewrites what it leads to. */
  @Test
  void aLinkLaidIntoAWorkspaceLeadsNowhere() throws Exception {
    Path outside = Files.writeString(folder.resolve("outside.py"), "foo(1)\n");
    Workspace workspace =
        here.runner.prepareWorkspace(WorkspaceFiles.of(Map.of("a.py", "foo(2)\n")));
    Files.delete(workspace.files().resolve("a.py"));
    Files.createSymbolicLink(workspace.files().resolve("a.py"), outside);
    here.runner.applyAction(workspace, Runners.cli("python", "foo($A)", "bar($A)"));
    assertThat(outside).content().isEqualTo("foo(1)\n");
    here.runner.cleanup(workspace);
    assertThat(outside).exists();
    assertThat(here.base).isEmptyDirectory();
  }

  @Test
  void anActionFullOfShellIsOnlyText() throws IOException {
    Path mark = folder.resolve("mark");
    String hostile = "$(touch " + mark + ")`touch " + mark + "`; touch " + mark + " #";
    Tried tried =
        here.tried(
            Map.of("a.py", "foo(1)\n"),
            Runners.cli("python", "foo($A)", "'" + hostile.replace("'", "") + "'"));
    assertThat(tried.result().status()).isEqualTo(ActionStatus.APPLIED);
    assertThat(tried.after("a.py")).contains("touch " + mark);
    assertThat(mark).doesNotExist();
  }

  @Test
  void whatWouldGrowWithoutBoundIsStopped() throws IOException {
    Tried tried =
        here.tried(
            Map.of("a.py", "foo(1)\n".repeat(2000)),
            Runners.cli("python", "foo($A)", "bar('" + "x".repeat(8000) + "')"));
    assertThat(tried.result().status()).isEqualTo(ActionStatus.TOOL_ERROR);
    assertThat(tried.result().reason()).contains("more than 4194304");
    assertThat(tried.result().stdoutTruncated()).isTrue();
    assertThat(tried.result().stdout().length()).isLessThanOrEqualTo(64 << 10);
    assertThat(tried.after("a.py")).startsWith("foo(1)");
  }

  @Test
  void theSameActionGivesTheSameResult() throws IOException {
    ActionResult first =
        here.tried(files(), Runners.cli("javascript", "f($A, $B, $$$C)", "g($B, $A, $$$C)"))
            .result();
    for (int i = 0; i < 3; i++) {
      assertThat(
              here.tried(files(), Runners.cli("javascript", "f($A, $B, $$$C)", "g($B, $A, $$$C)"))
                  .result())
          .isEqualTo(first);
    }
    assertThat(first.filesChanged()).containsExactly("a.js", "b.js", "c.js");
  }

  private static Map<String, String> files() {
    String text = "f(1, 2, 3, 4);\nf(a, b);\n";
    return Map.of("c.js", text, "b.js", text, "a.js", text);
  }

  @Test
  void whatItTookIsMeasured() throws IOException {
    Usage usage =
        here.tried(Map.of("a.py", "foo(1)\n"), Runners.cli("python", "foo($A)", "bar($A)")).usage();
    assertThat(usage.isolation()).isIn("bwrap", "stage");
    assertThat(usage.maxRssKb().orElse(1L)).isPositive();
  }

  @Test
  void testsWriteOnACopyOnly() throws Exception {
    Workspace workspace =
        here.runner.prepareWorkspace(
            WorkspaceFiles.of(
                Map.of(
                    "a.py",
                    "open('a.py', 'a').write('x')\nopen('r.xml', 'w').write('<testsuite><testcase/>"
                        + "<testcase><failure/></testcase></testsuite>')\n")));
    TestResult result =
        here.runner.runTests(
            workspace, new TestSpec(List.of("python3", "a.py"), 20, Optional.of("r.xml")));
    assertThat(result.status()).isEqualTo(TestResult.Status.FAILED);
    assertThat(result.counts()).contains(new JunitXml.Counts(2, 1, 0, 0));
    assertThat(workspace.files().resolve("r.xml")).doesNotExist();
    assertThat(workspace.files().resolve("a.py")).content().doesNotEndWith("x");
    here.runner.cleanup(workspace);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 0                                  | PASSED",
        "exit 1                                  | FAILED",
        "kill -9 $$                              | OOM",
        "sleep 60 & sleep 60                     | TIMEOUT",
        "while :; do :; done                     | TIMEOUT",
        "ln -s /etc/passwd r.xml; test ! -w /etc | PASSED"
      })
  void testsEndInOneOfFewWays(String script, TestResult.Status status) throws Exception {
    Workspace workspace = here.runner.prepareWorkspace(WorkspaceFiles.of(Map.of("a", "")));
    TestResult result =
        here.runner.runTests(
            workspace, new TestSpec(List.of("sh", "-c", script), 1, Optional.empty()));
    assertThat(result.status()).isEqualTo(status);
    here.runner.cleanup(workspace);
    assertThat(here.base).isEmptyDirectory();
  }

  @Test
  void aReportBehindALinkOrWithEntitiesIsNone() throws Exception {
    Workspace workspace = here.runner.prepareWorkspace(WorkspaceFiles.of(Map.of("a", "")));
    for (String script :
        List.of(
            "echo '<testcase/>' > s; ln -s s r.xml",
            "echo '<!DOCTYPE a [<!ENTITY e SYSTEM \"/etc/passwd\">]><a>&e;</a>' > r.xml",
            "mkfifo r.xml")) {
      TestResult result =
          here.runner.runTests(
              workspace, new TestSpec(List.of("sh", "-c", script), 20, Optional.of("r.xml")));
      assertThat(result.status()).as(script).isEqualTo(TestResult.Status.ERRORS);
    }
    here.runner.cleanup(workspace);
  }

  @Test
  void aTreeDeeperThanAPathCanBeIsRemoved() throws Exception {
    Workspace workspace = here.runner.prepareWorkspace(WorkspaceFiles.of(Map.of("a", "")));
    String script =
        """
        import os
        for i in range(300):
          os.mkdir('d' * 50)
          os.chdir('d' * 50)
        open('x', 'w')
        """;
    TestResult result =
        here.runner.runTests(
            workspace, new TestSpec(List.of("python3", "-c", script), 20, Optional.empty()));
    assertThat(result.status()).isEqualTo(TestResult.Status.PASSED);
    here.runner.cleanup(workspace);
    assertThat(here.base).isEmptyDirectory();
  }

  @Test
  void aProgramThatIsNotAllowedIsNotStarted() throws Exception {
    Workspace workspace = here.runner.prepareWorkspace(WorkspaceFiles.of(Map.of("a", "")));
    TestResult result =
        here.runner.runTests(workspace, new TestSpec(List.of("/bin/sh"), 1, Optional.empty()));
    assertThat(result.status()).isEqualTo(TestResult.Status.INVALID_SPEC);
    assertThat(result.reason())
        .isEqualTo("tests are started with one of [python3, sh], not [/bin/sh]");
    here.runner.cleanup(workspace);
  }

  @Test
  void anActionThatTakesTooLongIsStopped() throws IOException {
    Budget tiny = new Budget(Duration.ofMillis(1), 1, 4L << 30, 1 << 20);
    Runners hurried = Runners.in(Files.createDirectory(folder.resolve("hurried")), tiny);
    Tried tried =
        hurried.tried(Map.of("a.py", "foo(1)\n"), Runners.cli("python", "foo($A)", "bar($A)"));
    assertThat(tried.result().status()).isEqualTo(ActionStatus.TIMEOUT);
  }

  @Test
  void anActionWithoutMemoryIsNoCrash() throws IOException {
    Budget tiny = new Budget(Duration.ofSeconds(20), 1, 120L << 20, 1 << 20);
    Runners poor = Runners.in(Files.createDirectory(folder.resolve("poor")), tiny);
    Tried tried =
        poor.tried(
            Map.of("a.py", "x = f(1, [2, 3])\n".repeat(100_000)),
            Runners.cli("python", "foo($A)", "bar($A)"));
    assertThat(tried.result().status()).isEqualTo(ActionStatus.OOM);
  }
}
