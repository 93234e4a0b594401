package org.colophon.stages.holography.boundary;

/**
 * Standard normal numbers that are the same on every machine: SplitMix64 and the polar-free
 * Box–Muller transform, {@code √(-2 ln u) cos 2πv}, with {@link StrictMath}. Each pair of 53-bit
 * uniforms gives the cosine value first, then the sine value.
 *
 * @see <a href="https://prng.di.unimi.it/splitmix64.c">Vigna: SplitMix64</a>
 */
final class GaussianNoise {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1p-53;

  private long state;
  private double spare;
  private boolean hasSpare;

  GaussianNoise(long seed) {
    this.state = seed;
  }

  double next() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double radius = Math.sqrt(-2 * StrictMath.log(uniform()));
    double angle = 2 * Math.PI * uniform();
    spare = radius * StrictMath.sin(angle);
    hasSpare = true;
    return radius * StrictMath.cos(angle);
  }

  /** In (0, 1]. */
  private double uniform() {
    return ((nextBits() >>> 11) + 1) * UNIT;
  }

  private long nextBits() {
    state += GAMMA;
    long bits = state;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }
}
