package org.colophon.run;

import java.util.Set;
import org.colophon.reuse.ReuseStore.Trust;

/**
 * What a person wants of reuse.
 *
 * @param wanted whether a stage whose key is known is reused, and what runs is stored
 * @param warnings whether what ended WARNING is reused too
 * @param trust how what is stored is looked at before it is used
 * @param forced stages that run in any case, by number or id
 */
public record ReuseRule(boolean wanted, boolean warnings, Trust trust, Set<String> forced) {
  /** For runs that are to show what their stages do, such as a reproduction. */
  public static final ReuseRule NEVER = new ReuseRule(false, false, Trust.CONTENT, Set.of());

  /** What {@code run} does unless told otherwise. */
  public static final ReuseRule BY_DEFAULT = new ReuseRule(true, false, Trust.CONTENT, Set.of());

  public ReuseRule {
    forced = Set.copyOf(forced);
  }
}
