/**
 * How good an agreement is, in words: Landis & Koch (1977), The measurement of observer agreement for categorical
 * data, Biometrics 33, 159–174, https://doi.org/10.2307/2529310. They call their bounds arbitrary themselves.
 */
import { strings } from "./strings";

/** Below so many messages that two judged, nothing is said of the agreement. */
export const FEWEST = 20;

type Band = keyof typeof strings.bands;

const BANDS: readonly (readonly [number, Band])[] = [
  [0.8, "almostPerfect"],
  [0.6, "substantial"],
  [0.4, "moderate"],
  [0.2, "fair"],
  [0, "slight"],
];

/** The word for a kappa. Bounds belong to the lower band, and 0 to “slight”. */
export function bandOf(kappa: number): string {
  // As it is shown: 0.604 is read as 0.60.
  const shown = Math.round(kappa * 100) / 100;
  if (shown === 0) return strings.bands.slight;
  return strings.bands[BANDS.find(([above]) => shown > above)?.[1] ?? "poor"];
}
