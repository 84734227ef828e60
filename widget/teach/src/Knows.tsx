/** What the examples cover: how many of each kind, and where there are few. */
import { nameOf, plainName, questionName } from "./names";
import type { Cell, Codebook, Coverage } from "./protocol";
import { Shown } from "./Shown";
import { useLoaded, type Room } from "./room";
import { strings } from "./strings";

const SHADES = 5;

/** 0 for none, up to 5 for the most; by how many times as many, since some have a hundred times as many. */
export function shade(examples: number, most: number): number {
  if (examples <= 0) return 0;
  return Math.max(1, Math.ceil((SHADES * Math.log1p(examples)) / Math.log1p(most)));
}

export function Knows({ room }: { room: Room }) {
  const loaded = useLoaded<Coverage>(room, "coverage");
  return (
    <>
      <h1>{strings.knowsTitle}</h1>
      <p class="lead">{strings.knowsWhy}</p>
      <Shown loaded={loaded}>
        {({ intents, cells, missing }) => (
          <>
            <h2>{strings.missing}</h2>
            {missing.length === 0 && <p>{strings.missingNone}</p>}
            <ul class="plain">
              {missing.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <Cells codebook={room.codebook} cells={cells} />
            <h2>{strings.intents}</h2>
            <Intents intents={intents} />
          </>
        )}
      </Shown>
    </>
  );
}

/** The values of a field that occur, in the codebook's order, and others behind. */
function valuesOf(codebook: Codebook, field: "bid" | "actor" | "moment", cells: Cell[]): string[] {
  const known = codebook.questions.find(({ id }) => id === field)?.labels.map(({ id }) => id) ?? [];
  const found = new Set(cells.map((cell) => cell[field]));
  return [...known.filter((value) => found.has(value)), ...[...found].filter((value) => !known.includes(value))];
}

function Cells({ codebook, cells }: { codebook: Codebook; cells: Cell[] }) {
  const [bids, actors, moments] = (["bid", "actor", "moment"] as const).map((field) =>
    valuesOf(codebook, field, cells),
  ) as [string[], string[], string[]];
  const most = Math.max(0, ...cells.map(({ examples }) => examples));
  const at = (bid: string, actor: string, moment: string) =>
    cells.find((cell) => cell.bid === bid && cell.actor === actor && cell.moment === moment)?.examples;
  return (
    <>
      <h2>{strings.cells}</h2>
      <div class="wide-table" tabIndex={0} role="group" aria-label={strings.cells}>
        <table class="cells">
          <caption>{strings.cellsWhy}</caption>
          <thead>
            <tr>
              <th rowSpan={2} scope="col">
                {questionName(codebook, "bid")}
              </th>
              {actors.map((actor) => (
                <th key={actor} scope="colgroup" colSpan={moments.length}>
                  {nameOf(codebook, "actor", actor)}
                </th>
              ))}
            </tr>
            <tr>
              {actors.flatMap((actor) =>
                moments.map((moment) => (
                  <th key={`${actor} ${moment}`} scope="col">
                    {nameOf(codebook, "moment", moment)}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {bids.map((bid) => (
              <tr key={bid}>
                <th scope="row">{nameOf(codebook, "bid", bid)}</th>
                {actors.flatMap((actor) =>
                  moments.map((moment) => {
                    const examples = at(bid, actor, moment);
                    return (
                      <td key={`${actor} ${moment}`} class={`shade-${shade(examples ?? 0, most)}`}>
                        {examples ?? "–"}
                      </td>
                    );
                  }),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Intents({ intents }: { intents: Coverage["intents"] }) {
  const sorted = [...intents].sort((one, other) => other.examples - one.examples);
  const most = sorted[0]?.examples ?? 1;
  return (
    <table class="counts">
      <thead>
        <tr>
          <th scope="col">{strings.intent}</th>
          <th scope="col">{strings.examples}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {sorted.map(({ intent, examples }) => (
          <tr key={intent}>
            <th scope="row">{plainName(intent)}</th>
            <td class="number">{examples}</td>
            <td class="bar-cell">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * examples) / Math.max(1, most)} height="10" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
