package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest.Disposition;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.reuse.CodeDigests;
import org.colophon.reuse.FileDigests;
import org.colophon.reuse.ReuseStore;
import org.colophon.reuse.StageKey;
import org.colophon.reuse.StoredStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store by itself: many at once, hostile entries, digests, jars. */
final class ReuseStoreTest {
  private static final StageKey KEY = new StageKey(Map.of("seed", "7", "command", "[\"sh\"]"));

  @TempDir private Path folder;

  @Test
  void manyThatStoreTheSameAtOnceLeaveOneWholeEntry() throws Exception {
    StoredStage stored = stored("made.json");
    List<Future<List<String>>> puts = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 40; i++) {
        Path stage = stage("run" + i);
        Callable<List<String>> put = () -> store().put(stored, stage);
        puts.add(pool.submit(put));
      }
    }
    for (Future<List<String>> put : puts) {
      assertThat(put.get()).isEmpty();
    }
    StoredStage found = store().find("p", "01_make", KEY.sha256()).orElseThrow();
    assertThat(found).isEqualTo(stored);
    assertThat(store().damage(found, ReuseStore.Trust.CONTENT)).isEmpty();
    assertThat(store().latest("p", "01_make")).contains(found);
    try (var left = Files.walk(folder.resolve("store"))) {
      assertThat(left.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void anEntryThatNamesPathsOutsideOfAStageFolderIsNotRead() throws IOException {
    StoredStage stored = stored("made.json");
    store().put(stored, stage("run"));
    Path entry = folder.resolve("store/stages/p/01_make").resolve(KEY.sha256() + ".json");
    Files.writeString(entry, Files.readString(entry).replace("made.json", "../../../made.json"));
    assertThat(store().find("p", "01_make", KEY.sha256())).isEmpty();
  }

  @Test
  void anEntryUnderAnotherKeyThanItsOwnIsNotRead() throws IOException {
    store().put(stored("made.json"), stage("run"));
    Path entries = folder.resolve("store/stages/p/01_make");
    String other = Sha256.of("another key");
    Files.move(entries.resolve(KEY.sha256() + ".json"), entries.resolve(other + ".json"));
    assertThat(store().find("p", "01_make", other)).isEmpty();
  }

  @Test
  void aDigestIsComputedOnceUntilTheFileIsTouched() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "one");
    FileDigests digests =
        new FileDigests(Clock.offset(Clock.systemUTC(), java.time.Duration.ofHours(1)));
    String first = digests.of(file);
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);
    assertThat(first).isEqualTo(Sha256.of("one"));
    assertThat(digests.of(file)).isEqualTo(Sha256.of("two"));
  }

  @Test
  void aJarCountsByWhatItHoldsNotByWhenItWasPacked() throws IOException {
    Path one = jar("one/stages.jar", "2001-01-01T00:00:00Z", "class A", "class B");
    Path two = jar("two/stages.jar", "2026-01-01T00:00:00Z", "class A", "class B");
    Path other = jar("three/stages.jar", "2001-01-01T00:00:00Z", "class A", "class C");
    assertThat(Sha256.of(one)).isNotEqualTo(Sha256.of(two));
    assertThat(code(one)).isEqualTo(code(two)).isNotEqualTo(code(other));
  }

  private static Map<String, String> code(Path jar) throws IOException {
    return new CodeDigests(jar.resolveSibling(""), FileDigests.withoutMemory()).of(List.of(jar));
  }

  private Path jar(String name, String time, String... contents) throws IOException {
    Path jar = folder.resolve(name);
    Files.createDirectories(jar.resolveSibling(""));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (int i = 0; i < contents.length; i++) {
        ZipEntry entry = new ZipEntry("C" + i + ".class");
        entry.setLastModifiedTime(FileTime.from(Instant.parse(time)));
        zip.putNextEntry(entry);
        zip.write(contents[i].getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private ReuseStore store() {
    return new ReuseStore(folder.resolve("store"), new DurableFiles(), FileDigests.withoutMemory());
  }

  private Path stage(String run) throws IOException {
    Path stage = folder.resolve(run).resolve("01_make");
    Files.createDirectories(stage.resolve("numbers"));
    Files.writeString(stage.resolve("numbers/made.json"), "[1]");
    Files.writeString(stage.resolve("stage_summary.json"), "{}");
    return stage;
  }

  private static StoredStage stored(String name) {
    ArtifactFile file = new ArtifactFile(name, 3, Sha256.of("[1]"));
    OutputEntry output =
        new OutputEntry("numbers", "Numbers@0.1", "01_make/numbers", 3, "digest", List.of(file));
    StageEntry entry =
        new StageEntry(
            "01_make",
            "0001",
            StageStatus.OK,
            0,
            Disposition.EXECUTED,
            List.of("sh"),
            "local",
            "none",
            "",
            7,
            "",
            "",
            KEY.sha256(),
            List.of(),
            List.of(),
            List.of(output),
            List.of(),
            List.of(),
            List.of(new ArtifactFile("stage_summary.json", 2, Sha256.of("{}"))),
            null);
    return Json.mapper()
        .readValue(Json.text(StoredStage.of("p", "x", KEY, entry)), StoredStage.class);
  }
}
