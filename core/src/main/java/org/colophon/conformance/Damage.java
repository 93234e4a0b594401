package org.colophon.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;

/** Ways to spoil a file so that its type refuses it. */
enum Damage {
  CUT_IN_HALF("cut in half"),
  EMPTIED("emptied"),
  NOISE("overwritten with noise");

  private static final byte[] BYTES = {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3, 0x28, 0, 0x7f};

  private final String words;

  Damage(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /**
   * Spoils a file in place.
   *
   * @return how; empty, with the file as it was, if its type takes any bytes
   */
  static Optional<Damage> spoil(Path file, ArtifactType type, SchemaCatalog catalog)
      throws IOException {
    byte[] good = Files.readAllBytes(file);
    for (Damage damage : values()) {
      Files.write(file, damage.applied(good));
      if (!catalog.check(type, file, Reading.STRICT).usable()) {
        return Optional.of(damage);
      }
    }
    Files.write(file, good);
    return Optional.empty();
  }

  private byte[] applied(byte[] good) {
    return switch (this) {
      case CUT_IN_HALF -> Arrays.copyOf(good, good.length / 2);
      case EMPTIED -> new byte[0];
      case NOISE -> BYTES;
    };
  }
}
