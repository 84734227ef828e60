/** Examples whose label may be a slip, for somebody to look at. */
import { useState } from "preact/hooks";
import { Anew } from "./Anew";
import { CopyCommand } from "./CopyCommand";
import { Diff } from "./Diff";
import { dayOf, nameOf, plainName, questionName } from "./names";
import type { Codebook, LabelErrors, Labels, Suspect } from "./protocol";
import { Shown } from "./Shown";
import { textOf, useLoaded, type Room } from "./room";
import { strings } from "./strings";
import { Tags } from "./Tags";
import { Trouble } from "./Trouble";

const keyOf = ({ text, intent, field }: Suspect) => `${intent} ${field} ${text}`;

export function Check({ room }: { room: Room }) {
  const loaded = useLoaded<LabelErrors>(room, "label-errors");
  const [done, setDone] = useState<string[]>([]);
  const [open, setOpen] = useState<string | null>(null);
  const [diff, setDiff] = useState<string | null>(null);

  return (
    <>
      <h1>{strings.checkTitle}</h1>
      <p class="lead">{strings.checkWhy}</p>
      <Shown loaded={loaded}>
        {({ made, stale, suspects }) => {
          const left = suspects.filter((suspect) => !done.includes(keyOf(suspect)));
          return (
            <>
              {made !== null && <p class="soft">{strings.checkMade(dayOf(made))}</p>}
              {(made === null || stale) && (
                <p>
                  {made === null ? strings.checkNever : strings.checkStale}{" "}
                  <CopyCommand command={strings.checkCommand} />
                </p>
              )}
              {diff !== null && (
                <section class="card done">
                  <h2>{strings.changed}</h2>
                  <Diff diff={diff} />
                </section>
              )}
              {made !== null && left.length === 0 && <p class="empty">{strings.checkNone}</p>}
              <ol class="cards">
                {left.map((suspect) => (
                  <li key={keyOf(suspect)}>
                    <SuspectCard
                      room={room}
                      suspect={suspect}
                      open={open === keyOf(suspect)}
                      onOpen={(wanted) => setOpen(wanted ? keyOf(suspect) : null)}
                      onDone={(told, change) => {
                        setDone((before) => [...before, keyOf(suspect)]);
                        setDiff(change);
                        setOpen(null);
                        room.say(told);
                      }}
                    />
                  </li>
                ))}
              </ol>
            </>
          );
        }}
      </Shown>
    </>
  );
}

/** False where the doubt is about the intent as a whole. */
function known(codebook: Codebook, field: string): boolean {
  return codebook.questions.some(({ id }) => id === field);
}

/** A label of a field, or an intent, as people read it. */
function labelName(codebook: Codebook, field: string, label: string): string {
  return known(codebook, field) ? nameOf(codebook, field, label) : plainName(label);
}

interface CardProps {
  room: Room;
  suspect: Suspect;
  /** True while its labels are changed. */
  open: boolean;
  onOpen: (wanted: boolean) => void;
  onDone: (told: string, diff: string | null) => void;
}

function SuspectCard({ room, suspect, open, onOpen, onDone }: CardProps) {
  const { codebook } = room;
  const { text, intent, field, given, likelier, confidence, labels } = suspect;
  const [trouble, setTrouble] = useState<{ text: string; again: () => void } | null>(null);
  const attempt = (doing: () => Promise<void>) => {
    setTrouble(null);
    doing().catch((error: unknown) => setTrouble({ text: textOf(error), again: () => attempt(doing) }));
  };
  const keep = () =>
    attempt(async () => {
      await room.api.post("label-errors/keep", { text, field });
      onDone(strings.keptRight, null);
    });
  const relabel = (changed: Labels) =>
    attempt(async () => {
      const { diff } = await room.api.post<{ diff: string }>("label-errors/relabel", { text, intent, labels: changed });
      onDone(strings.changed, diff);
    });
  return (
    <article class="card">
      <p class="said" dir="auto">
        {text}
      </p>
      <div class="row">
        <Tags codebook={codebook} labels={labels} />
        <span class="soft small">{strings.exampleIn(intent)}</span>
      </div>
      <h2>{known(codebook, field) ? questionName(codebook, field) : strings.kind}</h2>
      <dl class="versus">
        <dt>{strings.checkGiven}</dt>
        <dd>{labelName(codebook, field, given)}</dd>
        <dt>{strings.checkLikelier}</dt>
        <dd>
          {labelName(codebook, field, likelier)} <span class="soft">({strings.checkSure(confidence)})</span>
        </dd>
      </dl>
      {trouble && <Trouble text={trouble.text} onRetry={trouble.again} />}
      {open && <Anew room={room} labels={labels} onDone={relabel} onCancel={() => onOpen(false)} />}
      {!open && room.me.role === "maintainer" && (
        <div class="row">
          <button type="button" class="main" onClick={keep}>
            {strings.isRight}
          </button>
          <button type="button" onClick={() => onOpen(true)}>
            {strings.changeIt}
          </button>
        </div>
      )}
    </article>
  );
}
