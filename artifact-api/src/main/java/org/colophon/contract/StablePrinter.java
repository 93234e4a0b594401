package org.colophon.contract;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** Two-space indent and {@code \n} on every platform, so that equal values give equal bytes. */
final class StablePrinter extends DefaultPrettyPrinter {
  private static final long serialVersionUID = 1L;

  StablePrinter() {
    super(
        DEFAULT_SEPARATORS
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator(""));
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
