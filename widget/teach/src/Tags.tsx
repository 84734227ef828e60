/** Labels of a message, as small plates. */
import { telling } from "./names";
import type { Codebook, Labels } from "./protocol";

export function Tags({ codebook, labels }: { codebook: Codebook; labels: Labels }) {
  return (
    <ul class="tags">
      {telling(codebook, labels).map(({ field, name }) => (
        <li key={field} class={field === "concern" ? "danger" : ""}>
          {name}
        </li>
      ))}
    </ul>
  );
}
