package org.colophon.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.RowVisitor;
import org.colophon.config.ConfigFile;
import org.colophon.config.Profile;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException;
import org.colophon.contract.RunManifest;
import org.colophon.pipeline.PipelineFile;
import org.colophon.run.ReadRun;
import org.colophon.run.RunDirectory;

/**
 * Everything of this program that reads bytes which others wrote. For any bytes at all each reader
 * comes to an end with an answer, a {@link PipelineException} or an {@link IOException}: no other
 * exception, no endless loop, no more memory than the JVM of the tests has.
 */
enum FuzzedReader {
  NPZ("x.npz"),
  NPY("x.npy"),
  HDF5("x.h5"),
  CSV("x.csv"),
  JSON("x.json"),
  JSONL("x.jsonl"),
  XML("x.xml"),
  PIPELINE("pipeline.yaml"),
  CONFIG("config.yaml"),
  CONFIG_JSON("config.json"),
  PROFILE("profile.yaml"),
  MANIFEST("run_manifest.json"),
  JOURNAL("events.jsonl");

  private static final Path HOME = Path.of(System.getProperty("colophon.home", "."));

  private final String file;

  FuzzedReader(String file) {
    this.file = file;
  }

  /** The name on command lines, and of the folder with its cases. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FuzzedReader labelled(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Where the cases that were found are kept. */
  Path fixtures() {
    return HOME.resolve("src-test-fixtures/fuzz").resolve(label());
  }

  /**
   * Reads bytes as if they were its file.
   *
   * @param folder for that file
   */
  void read(byte[] bytes, Path folder) {
    try {
      read(Files.write(folder.resolve(file), bytes), folder);
    } catch (PipelineException _) {
      // a message for the user
    } catch (IOException e) {
      if (e instanceof java.nio.file.NoSuchFileException) {
        throw new UncheckedIOException("the file was just written", e);
      }
    }
  }

  private void read(Path path, Path folder) throws IOException {
    switch (this) {
      case NPZ -> check(path, "npz", "GeometryPrediction@0.1");
      case NPY -> check(path, "npy", "");
      case HDF5 -> check(path, "hdf5", "GeometryEmergent@0.1");
      case CSV -> check(path, "csv", "EigenmodesDataset@0.1");
      case JSON -> check(path, "json", "CftSpectrum@0.1");
      case JSONL -> check(path, "jsonl", "");
      case XML -> check(path, "xml", "");
      case PIPELINE -> PipelineFile.read(path);
      case CONFIG, CONFIG_JSON -> {
        ConfigFile config = ConfigFile.read(path);
        config.pipelineFile(HOME);
        config.inputs();
      }
      case PROFILE -> Profile.read(path);
      case MANIFEST -> Json.read(path, RunManifest.class).published();
      case JOURNAL -> ReadRun.of(new RunDirectory(folder)).manifest();
    }
  }

  /** First as the format alone, then against a schema with keywords that look at values. */
  private static void check(Path path, String format, String type) throws IOException {
    ArtifactFormat.named(format).describe(path, RowVisitor.NONE);
    if (!type.isEmpty()) {
      Catalog.HOLOGRAPHY.check(ArtifactType.parse(type), path, Reading.LEGACY);
    }
  }

  /** Read once, and only where it is asked. */
  private static final class Catalog {
    static final SchemaCatalog HOLOGRAPHY = open();

    private static SchemaCatalog open() {
      try {
        return SchemaCatalog.open(List.of(HOME.resolve("stages/holography/schemas")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
