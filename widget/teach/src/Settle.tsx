/** What teachers differ on, side by side, so that somebody can say what counts. */
import { useState } from "preact/hooks";
import { Anew } from "./Anew";
import { GONE, Refusal } from "./api";
import { isTalk } from "./draft";
import { dayOf, nameOf, plainName } from "./names";
import type { Codebook, Different, Labels, Said } from "./protocol";
import { Shown } from "./Shown";
import { textOf, useLoaded, type Room } from "./room";
import { strings } from "./strings";
import { Trouble } from "./Trouble";

type Item = Different["items"][number];

export function Settle({ room }: { room: Room }) {
  const loaded = useLoaded<Different>(room, "different");
  const [done, setDone] = useState<number[]>([]);
  const [anew, setAnew] = useState<number | null>(null);
  const [settled, setSettled] = useState(false);

  const finish = (item: Item, told: string) => {
    setDone((before) => [...before, item.id]);
    setAnew(null);
    room.say(told);
    room.refresh();
  };
  const undo = async () => {
    try {
      await room.api.post("undo");
      setSettled(false);
      setDone([]);
      loaded.load();
      room.say(strings.tookBack);
      room.refresh();
    } catch (error) {
      room.say(textOf(error));
    }
  };

  return (
    <>
      <h1>{strings.settleTitle}</h1>
      <p class="lead">{strings.settleWhy}</p>
      {settled && (
        <p class="suggestion">
          <b>{strings.settled}</b>
          <button type="button" onClick={() => void undo()}>
            {strings.undo}
          </button>
        </p>
      )}
      <Shown loaded={loaded}>
        {({ items }) => {
          const open = items.filter(({ id }) => !done.includes(id));
          if (open.length === 0) return <p class="empty">{strings.settleNone}</p>;
          return (
            <ol class="cards">
              {open.map((item) => (
                <li key={item.id}>
                  <Card
                    room={room}
                    item={item}
                    anew={anew === item.id}
                    onAnew={(wanted) => setAnew(wanted ? item.id : null)}
                    onSettled={() => {
                      setSettled(true);
                      finish(item, strings.settled);
                    }}
                    onGone={(told) => finish(item, told)}
                  />
                </li>
              ))}
            </ol>
          );
        }}
      </Shown>
    </>
  );
}

interface CardProps {
  room: Room;
  item: Item;
  /** True while it is labelled anew. */
  anew: boolean;
  onAnew: (wanted: boolean) => void;
  onSettled: () => void;
  onGone: (told: string) => void;
}

function Card({ room, item, anew, onAnew, onSettled, onGone }: CardProps) {
  const [trouble, setTrouble] = useState<{ text: string; labels: Labels } | null>(null);
  const settle = async (labels: Labels) => {
    setTrouble(null);
    try {
      await room.api.post(`items/${item.id}/judgement`, { labels, note: "", decides: true });
      onSettled();
    } catch (error) {
      if (error instanceof Refusal && error.status === GONE) onGone(error.message);
      else setTrouble({ text: textOf(error), labels });
    }
  };
  return (
    <article class="card">
      <p class="why">
        {strings.why[item.why]} · {dayOf(item.day)}
      </p>
      <p class="said" dir="auto">
        {item.text}
      </p>
      <Voices codebook={room.codebook} said={item.said} onTake={(labels) => void settle(labels)} />
      {trouble && <Trouble text={trouble.text} onRetry={() => void settle(trouble.labels)} />}
      {anew ? (
        <Anew room={room} labels={null} onDone={(labels) => void settle(labels)} onCancel={() => onAnew(false)} />
      ) : (
        <button type="button" onClick={() => onAnew(true)}>
          {strings.labelAnew}
        </button>
      )}
    </article>
  );
}

/** What one said to a question, in words; empty where they did not. */
function answer(codebook: Codebook, { labels }: Said, field: string): string {
  if (labels === null) return "";
  if (isTalk(labels)) return field === "talk" ? plainName(labels.talk) : "";
  if (field === "talk") return strings.aStory;
  const label = labels[field];
  return label === undefined ? "" : nameOf(codebook, field, label);
}

interface VoicesProps {
  codebook: Codebook;
  said: Said[];
  onTake: (labels: Labels) => void;
}

/** A table: a column for each teacher, a row for each question; where they differ is marked. */
function Voices({ codebook, said, onTake }: VoicesProps) {
  const anyTalk = said.some(({ labels }) => labels !== null && isTalk(labels));
  const rows = [
    ...(anyTalk ? [{ id: "talk", name: strings.notAStory }] : []),
    ...codebook.questions.map(({ id, name }) => ({ id, name })),
  ];
  return (
    <div class="wide-table" tabIndex={0} role="group" aria-label={strings.settleTitle}>
      <table class="voices">
        <thead>
          <tr>
            <th scope="col">{strings.question}</th>
            {said.map((one) => (
              <th scope="col" key={one.teacher}>
                {one.teacher}
                {one.labels === null && <span class="soft"> ({strings.putOffBy})</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name }) => {
            const answers = said.map((one) => answer(codebook, one, id)).filter((one) => one !== "");
            const differs = new Set(answers).size > 1;
            return (
              <tr key={id} class={differs ? "differs" : ""}>
                <th scope="row">
                  {name} {differs && <span class="flag">{strings.differs}</span>}
                </th>
                {said.map((one) => (
                  <td key={one.teacher}>{answer(codebook, one, id) || "–"}</td>
                ))}
              </tr>
            );
          })}
          {said.some(({ note }) => note !== "") && (
            <tr>
              <th scope="row">{strings.note}</th>
              {said.map(({ teacher, note }) => (
                <td key={teacher}>{note}</td>
              ))}
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {said.map(({ teacher, labels }) => (
              <td key={teacher}>
                {labels && (
                  <button type="button" class="main" onClick={() => onTake(labels)}>
                    {strings.takeThese(teacher)}
                  </button>
                )}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
