package org.colophon.stages.holography.boundary;

import java.util.OptionalDouble;
import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.ConfigSection;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.colophon.stages.holography.geometry.SystemId;

/**
 * One system of the sandbox, as the configuration asks for it.
 *
 * @param zH horizon; absent for T = 0
 * @param zeta dynamical exponent ζ, used by {@code lifshitz}; above 1
 * @param theta hyperscaling violation θ; only 0 can be made
 * @param c deformation in 1/unit², used by {@code deformed}
 * @param suffix appended to the id, or empty
 */
public record SystemSpec(
    Family family, int d, OptionalDouble zH, double zeta, double theta, double c, String suffix) {

  public SystemSpec {
    refuse(d < 2, "d must be at least 2");
    refuse(zH.isPresent() && !(zH.getAsDouble() > 0), "z_h must be positive, or absent for T = 0");
    switch (family) {
      case ADS -> refuse(zeta != 1 || theta != 0 || c != 0, "ads takes no zeta, theta or c");
      case LIFSHITZ -> {
        refuse(!(zeta > 1), "lifshitz needs zeta above 1");
        refuse(theta != 0 || c != 0, "lifshitz takes no theta or c");
      }
      case DEFORMED -> {
        refuse(!(c > 0), "deformed needs c above 0: otherwise the null energy condition fails");
        refuse(zeta != 1 || theta != 0, "deformed takes no zeta or theta");
      }
      case HYPERSCALING ->
          refuse(
              true,
              "hyperscaling: A is not -ln z at the boundary, so its geodesic correlators are no"
                  + " power laws and no stage could read them; leave the system out");
      case UNKNOWN -> refuse(true, "unknown is an answer, not a family that can be made");
    }
  }

  /**
   * @throws IllegalArgumentException if the section is no system that can be made; the message
   *     names the section
   */
  public static SystemSpec read(ConfigSection section) {
    try {
      return new SystemSpec(
          Family.of(section.text("family")),
          section.integer("d"),
          section.optionalNumber("z_h"),
          section.number("zeta", 1),
          section.number("theta", 0),
          section.number("c", 0),
          section.text("suffix", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(section.path() + ": " + e.getMessage(), e);
    }
  }

  public Background background() {
    double horizon = zH.orElse(Double.POSITIVE_INFINITY);
    return switch (family) {
      case ADS -> PowerBlackening.adsBrane(d, horizon);
      case LIFSHITZ -> PowerBlackening.lifshitz(d, zeta, horizon);
      case DEFORMED -> new DeformedBrane(d, c, horizon);
      case HYPERSCALING, UNKNOWN -> throw new IllegalStateException(family + " was refused");
    };
  }

  /**
   * @param index position in the list of systems, from 0
   */
  public String id(int index) {
    String id = SystemId.of(family, d, zH.isPresent(), index);
    return suffix.isEmpty() ? id : id + "_" + suffix;
  }

  private static void refuse(boolean wrong, String message) {
    if (wrong) {
      throw new IllegalArgumentException(message);
    }
  }
}
