/** What is agreed on, on its way into the examples: what goes where, what stays out, what changes. */
import { useEffect, useState } from "preact/hooks";
import { CopyCommand } from "./CopyCommand";
import { Diff } from "./Diff";
import type { LeftOut, Ready, Written } from "./protocol";
import { Shown } from "./Shown";
import { textOf, useLoaded, type Room } from "./room";
import { strings } from "./strings";
import { Tags } from "./Tags";
import { Trouble } from "./Trouble";

export function Add({ room }: { room: Room }) {
  const loaded = useLoaded<Ready>(room, "ready");
  const [written, setWritten] = useState<Written | null>(null);
  return (
    <>
      <h1>{strings.addTitle}</h1>
      <p class="lead">{strings.addWhy}</p>
      {written && <Afterwards written={written} />}
      <Shown loaded={loaded}>
        {(ready) => (
          <Choice
            room={room}
            ready={ready}
            quiet={written !== null}
            onWritten={(result) => {
              setWritten(result);
              loaded.load();
              room.say(strings.added(result.added));
              room.refresh();
              scrollTo(0, 0);
            }}
          />
        )}
      </Shown>
    </>
  );
}

interface ChoiceProps {
  room: Room;
  ready: Ready;
  /** True where it need not be said that nothing is there. */
  quiet: boolean;
  onWritten: (written: Written) => void;
}

function Choice({ room, ready, quiet, onWritten }: ChoiceProps) {
  const [out, setOut] = useState<ReadonlySet<number>>(new Set());
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => setOut(new Set()), [ready]);
  const chosen = ready.items.filter(({ id }) => !out.has(id)).map(({ id }) => id);

  const turn = (id: number, on: boolean) => {
    const changed = new Set(out);
    if (on) changed.delete(id);
    else changed.add(id);
    setOut(changed);
  };
  const write = async () => {
    if (busy || chosen.length === 0) return;
    setBusy(true);
    setTrouble(null);
    try {
      onWritten(await room.api.post<Written>("write", { items: chosen }));
    } catch (error) {
      setTrouble(textOf(error));
    } finally {
      setBusy(false);
    }
  };

  if (ready.items.length === 0)
    return (
      <>
        {!quiet && <p class="empty">{strings.addNone}</p>}
        <Left leftOut={ready.left_out} />
      </>
    );
  return (
    <>
      <label class="check all">
        <input
          type="checkbox"
          checked={out.size === 0}
          onChange={(event) =>
            setOut(new Set(event.currentTarget.checked ? [] : ready.items.map(({ id }) => id)))
          }
        />
        <span>{strings.addAll}</span>
      </label>
      <ul class="cards tight">
        {ready.items.map((item) => (
          <li key={item.id} class="card">
            <label class="check">
              <input
                type="checkbox"
                checked={!out.has(item.id)}
                onChange={(event) => turn(item.id, event.currentTarget.checked)}
              />
              <span dir="auto">{item.text}</span>
            </label>
            <div class="row">
              <Tags codebook={room.codebook} labels={item.labels} />
              <span class="soft small">{strings.goesTo(item.intent)}</span>
            </div>
          </li>
        ))}
      </ul>
      <Left leftOut={ready.left_out} />
      <h2>{strings.theChange}</h2>
      {out.size > 0 && <p class="soft">{strings.theChangeOfAll}</p>}
      <Diff diff={ready.diff} />
      <div class="bar">
        {trouble !== null && <Trouble text={trouble} onRetry={() => void write()} />}
        <button
          type="button"
          class="main"
          aria-disabled={chosen.length === 0 || busy}
          onClick={() => void write()}
        >
          {strings.addChosen(chosen.length)}
        </button>
      </div>
    </>
  );
}

function Left({ leftOut }: { leftOut: LeftOut[] }) {
  if (leftOut.length === 0) return null;
  return (
    <>
      <h2>{strings.leftOut}</h2>
      <ul class="plain">
        {leftOut.map((one) => (
          <li key={one.id}>
            <span dir="auto">{one.text}</span>
            <p class="reason">{one.reason}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Afterwards({ written }: { written: Written }) {
  return (
    <section class="card done">
      <h2>{strings.added(written.added)}</h2>
      {written.added > 0 && (
        <>
          <h3>{strings.whatNow}</h3>
          <ol class="steps">
            {strings.whatNowSteps.map(([why, command]) => (
              <li key={command}>
                {why} <CopyCommand command={command} />
              </li>
            ))}
          </ol>
          <details>
            <summary>{strings.theChange}</summary>
            <Diff diff={written.diff} />
          </details>
        </>
      )}
      <Left leftOut={written.left_out} />
    </section>
  );
}
