/** A change of the examples: what is added and what is taken away, by colour and by sign. */
import { readDiff, type Kind } from "./readDiff";
import { strings } from "./strings";

const SIGNS: Readonly<Record<Kind, string>> = { added: "+", removed: "−", same: " ", gap: "⋯" };
const SPOKEN: Readonly<Partial<Record<Kind, string>>> = { added: strings.diffAdded, removed: strings.diffRemoved };

export function Diff({ diff }: { diff: string }) {
  const files = readDiff(diff);
  if (files.length === 0) return <p class="soft">{strings.diffNone}</p>;
  return (
    <>
      {files.map((file) => (
        <section key={file.name} class="diff">
          <h3>
            {file.name} <span class="soft">{strings.diffCounts(file.added, file.removed)}</span>
          </h3>
          <div class="lines" tabIndex={0} role="group" aria-label={file.name}>
            {file.lines.map((line, index) => (
              <p key={index} class={line.kind}>
                <span class="sign" aria-hidden="true">
                  {SIGNS[line.kind]}
                </span>
                <span class="unseen">{SPOKEN[line.kind]}</span>
                <code>{line.text}</code>
              </p>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}
