package org.colophon.stages.codeedit;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** The folder of the project, where its tools are installed. */
final class Home {
  private Home() {}

  /**
   * Told by {@code colophon.home}, or by where this program lies: {@code
   * stages/code-edit/target/code-edit.jar}, or the classes beside it.
   */
  static Path ofThisProgram() {
    String given = System.getProperty("colophon.home", "");
    if (!given.isEmpty()) {
      return Path.of(given).toAbsolutePath().normalize();
    }
    CodeSource source = Home.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI()).resolve("../../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program lies at no path: " + source.getLocation(), e);
    }
  }
}
