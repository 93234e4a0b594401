package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.colophon.artifact.format.Finding;
import org.colophon.artifact.format.NpzFile;
import org.colophon.artifact.format.NpzWriter;
import org.colophon.contract.Json;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An old NumPy archive as a new one.
 *
 * @param rename new name by old name
 * @param keep arrays that keep their name
 * @param drop arrays that are not needed; a pickled one must be named here
 * @param meta of the new {@code meta_json}, by key; empty to keep the old one
 */
record NpzMapping(
    String id,
    Map<String, String> rename,
    List<String> keep,
    Set<String> drop,
    Map<String, MetaValue> meta)
    implements Mapping {
  private static final String META = OldNpz.META;

  NpzMapping {
    rename = Collections.unmodifiableMap(new LinkedHashMap<>(rename));
    keep = List.copyOf(keep);
    drop = Set.copyOf(drop);
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
  }

  @Override
  public Done convert(Path source, String name, Path target) throws IOException, CannotConvert {
    OldNpz archive = OldNpz.read(source);
    NpzFile old = archive.npz();
    refuseDamage(old);
    refusePickles(old);
    List<String> changes = new ArrayList<>();
    NpzWriter writer = new NpzWriter();
    for (String array : keep) {
      copy(old, array, array, writer);
    }
    for (Map.Entry<String, String> renamed : rename.entrySet()) {
      copy(old, renamed.getKey(), renamed.getValue(), writer);
      changes.add(renamed.getKey() + " is now " + renamed.getValue());
    }
    List<Fact> facts = new ArrayList<>();
    writer.text(META, meta.isEmpty() ? oldMeta(archive) : newMeta(archive, name, facts));
    if (takesOldMeta() && archive.isBesideIt()) {
      changes.add(SidecarMeta.change(source));
      facts.add(SidecarMeta.fact(source));
    }
    leftOut(old).ifPresent(changes::add);
    writer.write(target);
    return new Done(changes, facts);
  }

  private static void refuseDamage(NpzFile old) throws CannotConvert {
    List<Finding> damage =
        old.findings().stream()
            .filter(finding -> finding.effect() == Finding.Effect.UNREADABLE)
            .toList();
    if (!damage.isEmpty()) {
      throw new CannotConvert(damage.getFirst().code() + ": " + damage.getFirst().message());
    }
  }

  private void refusePickles(NpzFile old) throws CannotConvert {
    List<String> pickles =
        old.names().stream().filter(old::isPickled).filter(name -> !drop.contains(name)).toList();
    if (!pickles.isEmpty()) {
      throw new CannotConvert(
          "pickled_array: "
              + String.join(", ", pickles)
              + " holds Python objects, which are never opened; if it is not needed, say so in the"
              + " mapping "
              + id);
    }
  }

  private static void copy(NpzFile old, String from, String to, NpzWriter writer)
      throws CannotConvert {
    if (!old.names().contains(from)) {
      throw new CannotConvert("missing_key: there is no array " + from);
    }
    if (!old.isReal(from)) {
      throw new CannotConvert("wrong_dtype: array " + from + " is not of real numbers");
    }
    int[] shape = LongStream.of(old.shape(from)).mapToInt(Math::toIntExact).toArray();
    writer.array(to, old.doubles(from), shape);
  }

  private boolean takesOldMeta() {
    return meta.isEmpty()
        || meta.values().stream().anyMatch(MetaValue.FromMetadata.class::isInstance);
  }

  private static String oldMeta(OldNpz old) throws CannotConvert {
    if (!old.meta().isObject()) {
      throw new CannotConvert(
          "missing_key: there is no " + META + " to keep, and no side-car with it");
    }
    return Json.line(old.meta());
  }

  private String newMeta(OldNpz old, String name, List<Fact> facts) throws CannotConvert {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, MetaValue> entry : meta.entrySet()) {
      MetaValue.Taken taken = entry.getValue().take(entry.getKey(), name, old, id);
      json.set(entry.getKey(), taken.value());
      facts.add(taken.fact());
    }
    return Json.line(json);
  }

  private Optional<String> leftOut(NpzFile old) {
    Set<String> left = new TreeSet<>(old.names());
    left.removeAll(rename.keySet());
    keep.forEach(left::remove);
    left.remove(META);
    meta.values()
        .forEach(value -> {
          if (value instanceof MetaValue.FromArray(String array)) {
            left.remove(array);
          }
        });
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "left out: "
                + left.stream()
                    .map(name -> old.isPickled(name) ? name + " (pickled, not opened)" : name)
                    .collect(Collectors.joining(", ")));
  }
}
