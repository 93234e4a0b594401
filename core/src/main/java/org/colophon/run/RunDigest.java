package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The digest that two runs of the same config, inputs and seed share: SHA-256 over the canonical
 * JSON (RFC 8785) of what was computed from what. Times, hosts, paths, attempts, and the name of
 * the experiment are not part of it.
 */
final class RunDigest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RunDigest() {}

  static RunManifest stamped(RunManifest manifest) {
    return new RunManifest(
        manifest.schemaName(),
        manifest.schemaVersion(),
        manifest.experiment(),
        manifest.status(),
        manifest.exitCode(),
        of(manifest),
        manifest.pipeline(),
        manifest.configSha256(),
        manifest.seed(),
        manifest.git(),
        manifest.aliases(),
        manifest.journal(),
        manifest.stages());
  }

  static String of(RunManifest manifest) {
    ObjectNode root = NODES.objectNode();
    root.put("schema", "run-digest/1");
    root.put("status", manifest.status().name());
    root.put("pipeline", manifest.pipeline().name());
    root.put("pipeline_sha256", manifest.pipeline().sha256());
    root.put("config_sha256", manifest.configSha256());
    root.put("seed", Long.toString(manifest.seed()));
    ArrayNode stages = root.putArray("stages");
    manifest.stages().forEach(stage -> stages.add(stage(stage)));
    return Sha256.of(canonical(root));
  }

  private static ObjectNode stage(StageEntry entry) {
    ObjectNode stage = NODES.objectNode();
    stage.put("stage", entry.stage());
    stage.put("status", entry.status().name());
    stage.set("tainted_by", strings(entry.taintedBy()));
    ArrayNode inputs = stage.putArray("inputs");
    for (InputEntry input : entry.inputs()) {
      ObjectNode node = inputs.addObject();
      artifact(node, input.alias(), input.type(), input.sha256());
      node.put("legacy", input.resolvedFromLegacy());
    }
    ArrayNode outputs = stage.putArray("outputs");
    for (OutputEntry output : entry.outputs()) {
      artifact(outputs.addObject(), output.alias(), output.type(), output.sha256());
    }
    return stage;
  }

  private static void artifact(ObjectNode node, String alias, String type, String sha256) {
    node.put("alias", alias);
    node.put("type", type);
    node.put("sha256", sha256);
  }

  private static ArrayNode strings(Iterable<String> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(array::add);
    return array;
  }

  private static byte[] canonical(ObjectNode root) {
    try {
      return new JsonCanonicalizer(Json.line(root).getBytes(StandardCharsets.UTF_8))
          .getEncodedUTF8();
    } catch (IOException e) {
      throw new IllegalStateException("our own JSON cannot be made canonical", e);
    }
  }
}
