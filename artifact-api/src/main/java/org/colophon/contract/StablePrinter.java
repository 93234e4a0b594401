package org.colophon.contract;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Two-space indent and {@code \n} on every platform, so that equal values give equal bytes. */
final class StablePrinter extends DefaultPrettyPrinter {
  private static final long serialVersionUID = 1L;

  StablePrinter() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    _objectIndenter = indenter;
    _arrayIndenter = indenter;
  }

  private StablePrinter(StablePrinter base) {
    super(base);
  }

  @Override
  public DefaultPrettyPrinter createInstance() {
    return new StablePrinter(this);
  }
}
