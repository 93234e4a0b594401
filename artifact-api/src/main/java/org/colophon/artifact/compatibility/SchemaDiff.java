package org.colophon.artifact.compatibility;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Two schemas compared by what they accept, both ways. A schema can be given to readers of another
 * if every file that it accepts is accepted there; only what is proved counts, so an answer of yes
 * can be relied on and an answer of no may be too careful.
 *
 * <p>{@code schema_version} is a label and not compared: a file is judged by the schema of its own
 * version, whoever reads it. Rules that only warn refuse nothing and are not compared either.
 *
 * @param aReadsB what keeps readers of A from files of B; empty if nothing does
 * @param bReadsA what keeps readers of B from files of A
 */
public record SchemaDiff(List<Obstacle> aReadsB, List<Obstacle> bReadsA) {
  public SchemaDiff {
    aReadsB = List.copyOf(aReadsB);
    bReadsA = List.copyOf(bReadsA);
  }

  /** Compares two schemas in JSON Schema 2020-12 with the keywords of this program. */
  public static SchemaDiff of(JsonNode a, JsonNode b) {
    JsonNode plainA = PlainSchema.of(a);
    JsonNode plainB = PlainSchema.of(b);
    return plainA.equals(plainB)
        ? new SchemaDiff(List.of(), List.of())
        : new SchemaDiff(Inclusion.obstacles(plainB, plainA), Inclusion.obstacles(plainA, plainB));
  }

  public Compatibility verdict() {
    if (aReadsB.isEmpty()) {
      return bReadsA.isEmpty() ? Compatibility.BOTH_WAYS : Compatibility.A_READS_B;
    }
    return bReadsA.isEmpty() ? Compatibility.B_READS_A : Compatibility.BREAKING;
  }
}
