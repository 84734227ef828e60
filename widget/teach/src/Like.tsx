/** Known examples that are like the message in front. */
import { Tags } from "./Tags";
import type { Codebook, Similar } from "./protocol";
import { strings } from "./strings";

/** From this likeness on, a message says nothing new. */
const NEARLY_SAME = 0.92;

export function Like({ codebook, similar }: { codebook: Codebook; similar: Similar[] }) {
  return (
    <aside class="like" aria-label={strings.similar}>
      <h2>{strings.similar}</h2>
      {similar.length === 0 && <p class="soft">{strings.similarNone}</p>}
      <ul>
        {similar.map((one) => (
          <li key={one.text} class={one.likeness >= NEARLY_SAME ? "nearly" : ""}>
            {one.likeness >= NEARLY_SAME && <p class="flag">{strings.nearlySame}</p>}
            <p dir="auto">{one.text}</p>
            <Tags codebook={codebook} labels={one.labels} />
            <p class="soft small">{strings.likeness(one.likeness)}</p>
          </li>
        ))}
      </ul>
    </aside>
  );
}
