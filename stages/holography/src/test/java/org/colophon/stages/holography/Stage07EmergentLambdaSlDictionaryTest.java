package org.colophon.stages.holography;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;
import org.colophon.stages.holography.modes.Toy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Stages 06 and 07 as processes. */
class Stage07EmergentLambdaSlDictionaryTest {
  @TempDir private Path folder;

  @Test
  void theModesOfFourDimensionsGiveTheRelationAndCarryItToLifshitz() throws Exception {
    StageProcess dictionary = dictionary(modes("[-0.5, 0, 0.5, 1, 2, 3, 4, 5, 6]"));

    assertThat(dictionary.summary().warnings()).isEmpty();
    assertThat(dictionary.exitCode()).isZero();
    Path file = dictionary.folder().resolve("lambda_dictionary/lambda_sl_dictionary.json");
    JsonNode json = Json.read(file);
    assertThat(json.path("verdict").asString()).isEqualTo("PASS");
    assertThat(json.path("independence").path("circular").asBoolean()).isFalse();
    assertThat(json.path("transfers").path(0).path("family").asString()).isEqualTo("lifshitz");
    assertThat(json.path("transfers").path(0).path("residual_max").doubleValue()).isLessThan(1e-6);
    assertThat(json.path("spectra")).allMatch(one -> one.path("status").asString().equals("PASS"));
    assertThat(json.path("spectra").size()).isGreaterThan(8);
    for (JsonNode one : json.path("fits").path(0).path("coefficients")) {
      assertThat(one.path("value").doubleValue() - one.path("expected").doubleValue())
          .isBetween(-1e-6, 1e-6);
    }
    StageRun checked = new StageRun(Stage07EmergentLambdaSlDictionary.class, folder.resolve("s"));
    assertThat(checked.violations("Dictionary@0.2", file)).isEmpty();
    assertThat(checked.violations("Picture@0.1", file.resolveSibling("mass_dimension.svg")))
        .isEmpty();
  }

  @Test
  void dimensionsOfOtherGeometriesThanThoseOfTheRunAreIncomplete() throws Exception {
    Path modes = modes("[-0.5, 0, 0.5, 1, 2, 3, 4, 5, 6]");
    Path predictions = folder.resolve("predictions");
    assertThat(dictionary("07", modes, predictions).summary().status()).isEqualTo(StageStatus.OK);

    GeometryPredictionFile.write(predictions.resolve("ads_d5.npz"), Toy.adsBrane(5, 1.1));

    StageProcess other = dictionary("07b", modes, predictions);
    assertThat(other.summary().status()).isEqualTo(StageStatus.INCOMPLETE);
    assertThat(other.summary().errors())
        .singleElement()
        .asString()
        .startsWith("circular_dictionary")
        .contains("not made of the geometries of this run");
  }

  @Test
  void aMassChangedInTheTableIsIncomplete() throws Exception {
    Path modes = modes("[-0.5, 0, 0.5, 1, 2, 3, 4, 5, 6]");
    Path csv = modes.resolve("bulk_modes_dataset.csv");
    Files.writeString(csv, Files.readString(csv).replace(",2.0,plus,", ",2.5,plus,"));

    assertThat(dictionary(modes).summary().errors())
        .singleElement()
        .asString()
        .startsWith("circular_dictionary")
        .contains("not those that were given");
  }

  @Test
  void tooFewFieldsAreIncomplete() throws Exception {
    StageProcess dictionary = dictionary(modes("[0, 1]"));

    assertThat(dictionary.summary().status()).isEqualTo(StageStatus.INCOMPLETE);
    assertThat(dictionary.summary().errors())
        .singleElement()
        .asString()
        .startsWith("too_few_points: 8 fields");
  }

  @Test
  void rowsOfDoubtfulQualityStayOut() throws Exception {
    Path modes = modes("[-0.5, 0, 0.5, 1, 2, 3, 4, 5, 6]");
    Path csv = modes.resolve("bulk_modes_dataset.csv");
    String text = Files.readString(csv);
    String row = text.lines().filter(line -> line.startsWith("ads_d4")).findFirst().orElseThrow();
    Files.writeString(csv, text.replace(row, row.replace(",OK,", ",UNCONVERGED,")));

    JsonNode json =
        Json.read(
            dictionary(modes).folder().resolve("lambda_dictionary/lambda_sl_dictionary.json"));

    assertThat(json.path("excluded_rows").path("UNCONVERGED").intValue()).isEqualTo(1);
    assertThat(json.path("fits").path(0).path("points").intValue()).isEqualTo(36);
  }

  private Path modes(String masses) throws Exception {
    Path predictions = Files.createDirectory(folder.resolve("predictions"));
    for (GeometryPrediction system :
        List.of(
            Toy.adsBrane(2, 1.2),
            Toy.ads(3),
            Toy.adsBrane(4, 0.8),
            Toy.adsBrane(5, 1),
            Toy.lifshitz(3, 2))) {
      GeometryPredictionFile.write(predictions.resolve(system.systemId() + ".npz"), system);
    }
    ObjectNode params = ParameterDefaults.of("modes");
    ((ObjectNode) params.get("modes")).set("m2", Json.mapper().readTree(masses));
    StageProcess modes =
        StageProcess.of(
            Stage06BuildBulkEigenmodesDataset.class,
            Files.createDirectory(folder.resolve("06")),
            params,
            Map.of("predictions", predictions),
            List.of("bulk_eigenmodes"));
    return modes.folder().resolve("bulk_eigenmodes");
  }

  private StageProcess dictionary(Path modes) throws Exception {
    return dictionary("07", Map.of("bulk_eigenmodes", modes));
  }

  private StageProcess dictionary(String name, Path modes, Path predictions) throws Exception {
    return dictionary(name, Map.of("bulk_eigenmodes", modes, "predictions", predictions));
  }

  private StageProcess dictionary(String name, Map<String, Path> inputs) throws Exception {
    return StageProcess.of(
        Stage07EmergentLambdaSlDictionary.class,
        Files.createDirectory(folder.resolve(name)),
        ParameterDefaults.of("dictionary"),
        inputs,
        List.of("lambda_dictionary"));
  }
}
