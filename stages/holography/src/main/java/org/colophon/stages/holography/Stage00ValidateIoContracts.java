package org.colophon.stages.holography;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.artifact.ArtifactCheck;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Severity;
import org.colophon.artifact.Violation;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageProgram;
import org.colophon.contract.StageReport;
import org.colophon.contract.StageStatus;
import org.colophon.stages.holography.geometry.ConfigSection;

/**
 * Judges external files against their schemas. What is wrong with a file is a finding, not a
 * failure of the stage: it ends WARNING, or INCOMPLETE where {@code strict} asks for that.
 */
public final class Stage00ValidateIoContracts implements StageProgram {
  private static final String SIDECAR = ".meta.json";

  /** {@code io_report.json}: {@code IoReport@0.1}. */
  private record IoReport(
      String schemaName, String schemaVersion, String createdBy, List<FileReport> files) {}

  /**
   * @param schema absent where no schema is named for such files
   * @param codes gravest first
   */
  private record FileReport(
      String path,
      String sha256,
      String kind,
      Optional<String> schema,
      StageStatus status,
      List<String> codes) {}

  public static void main(String[] args) throws IOException {
    StageProgram.main(new Stage00ValidateIoContracts(), System.getenv());
  }

  @Override
  public void run(StageContext context, StageReport report) throws IOException {
    ConfigSection section = ConfigSection.of(context.params(), "validate_io");
    FileTypes types = FileTypes.of(section.texts("types"));
    boolean strict = section.flag("strict");
    Path schemas = schemas(section);
    List<FileReport> files =
        context.inputs().containsKey("external")
            ? judge(context.input("external"), types, SchemaCatalog.open(List.of(schemas)))
            : List.of();
    for (FileReport file : files) {
      note(file, strict, report);
    }
    Json.write(
        context.output("io_report").resolve("io_report.json"),
        new IoReport("IoReport", "0.1", context.stage(), files));
    report.artifact("io_report", "io_report/io_report.json");
    report.rows(files.size());
    report.metric("files", files.size());
  }

  /** Which type the files with a suffix have; the longest suffix that fits decides. */
  private record FileTypes(Map<String, ArtifactType> bySuffix, List<String> longestFirst) {

    static FileTypes of(Map<String, String> names) {
      Map<String, ArtifactType> types = new TreeMap<>();
      names.forEach((suffix, name) -> types.put(suffix, ArtifactType.parse(name)));
      List<String> suffixes =
          types.keySet().stream()
              .sorted(Comparator.comparingInt(String::length).reversed())
              .toList();
      return new FileTypes(types, suffixes);
    }

    Optional<ArtifactType> of(String file) {
      return longestFirst.stream().filter(file::endsWith).findFirst().map(bySuffix::get);
    }
  }

  private static List<FileReport> judge(
      StageContext.Input external, FileTypes types, SchemaCatalog catalog) throws IOException {
    List<String> names = external.files().stream().sorted().toList();
    List<FileReport> reports = new ArrayList<>();
    for (String name : names) {
      reports.add(judge(external.path().resolve(name), name, types.of(name), catalog));
      System.out.printf("PROGRESS %d/%d %s%n", reports.size(), names.size(), name);
    }
    return reports;
  }

  private static FileReport judge(
      Path file, String name, Optional<ArtifactType> type, SchemaCatalog catalog)
      throws IOException {
    String sha256 = sha256(file);
    if (name.endsWith(SIDECAR) && Files.exists(archiveOf(file))) {
      return new FileReport(name, sha256, "sidecar", Optional.empty(), StageStatus.OK, List.of());
    }
    if (type.isEmpty()) {
      return new FileReport(
          name, sha256, "unknown", Optional.empty(), StageStatus.WARNING, List.of("no_schema"));
    }
    ArtifactCheck check = catalog.check(type.get(), file, Reading.LEGACY);
    return new FileReport(
        name,
        sha256,
        kind(name),
        Optional.of(type.get().toString()),
        check.worst().map(Stage00ValidateIoContracts::status).orElse(StageStatus.OK),
        check.violations().stream().map(Violation::code).distinct().toList());
  }

  private static StageStatus status(Severity severity) {
    return switch (severity) {
      case NOTE -> StageStatus.OK;
      case WARNING -> StageStatus.WARNING;
      case INVALID -> StageStatus.INCOMPLETE;
    };
  }

  private static void note(FileReport file, boolean strict, StageReport report) {
    if (file.status() == StageStatus.OK) {
      report.inputOk();
      return;
    }
    report.inputFailed();
    String message = file.path() + ": " + file.status() + " " + String.join(", ", file.codes());
    if (strict && file.status() == StageStatus.INCOMPLETE) {
      report.incomplete(message);
    } else {
      report.warn(message);
    }
  }

  private static Path archiveOf(Path sidecar) {
    String name = sidecar.getFileName().toString();
    return sidecar.resolveSibling(name.substring(0, name.length() - SIDECAR.length()) + ".npz");
  }

  private static String kind(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The configured folder, else the one beside the folder that this program was built into. */
  private static Path schemas(ConfigSection section) {
    String configured = section.text("schemas", "");
    if (!configured.isEmpty()) {
      return Path.of(configured);
    }
    try {
      Path code =
          Path.of(
              Stage00ValidateIoContracts.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      return code.resolveSibling("../schemas").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell where this program is", e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
