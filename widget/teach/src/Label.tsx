/** One message at a time: what it says, what is asked of it, and known messages that are like it. */
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { Dialog } from "./Dialog";
import { finished, missing } from "./draft";
import { Help } from "./Help";
import type { Command } from "./keys";
import { EditWords, Message, TakeOut, useWords } from "./Message";
import { dayOf, inWords, plainName, questionName } from "./names";
import { Note } from "./Note";
import type { Task } from "./protocol";
import { Questions } from "./Questions";
import type { Room } from "./room";
import { Like } from "./Like";
import { strings } from "./strings";
import { TalkList } from "./TalkList";
import { Trouble } from "./Trouble";
import { useKeys } from "./useKeys";
import type { Desk } from "./useSitting";

type Open = "help" | "talk" | "note" | "edit" | "remove" | { words: string } | null;

export function Label({ room, desk }: { room: Room; desk: Desk }) {
  const { sitting, wish } = desk;
  useEffect(() => {
    if (!sitting.begun || sitting.task === null) wish({ kind: "next" });
  }, []);
  return (
    <>
      <h1 class="unseen">{strings.places.label}</h1>
      {sitting.task !== null && <Judging room={room} desk={desk} task={sitting.task} />}
      {sitting.task === null && sitting.begun && <Nothing desk={desk} />}
      {sitting.task === null && <Refused desk={desk} />}
    </>
  );
}

function Refused({ desk }: { desk: Desk }) {
  const { trouble } = desk.sitting;
  if (trouble === null) return null;
  const again = trouble.wish;
  return <Trouble text={trouble.text} onRetry={again && (() => desk.wish(again))} />;
}

/** The end: nothing waits for this teacher. */
function Nothing({ desk }: { desk: Desk }) {
  return (
    <section class="nothing">
      <svg viewBox="0 0 120 60" aria-hidden="true">
        <path d="M6 30c36 16 72 16 108 0" />
        <circle cx="60" cy="29" r="9" />
      </svg>
      <h2>{strings.nothingWaits}</h2>
      {desk.sitting.judged > 0 && <p>{strings.judged(desk.sitting.judged)}.</p>}
      <p>{strings.nothingWaitsWhy}</p>
      <div class="row">
        <button type="button" onClick={() => desk.wish({ kind: "next" })}>
          {strings.look}
        </button>
        {desk.sitting.judged > 0 && (
          <button type="button" onClick={() => desk.wish({ kind: "undo" })}>
            {strings.undo}
          </button>
        )}
      </div>
    </section>
  );
}

function Judging({ room, desk, task }: { room: Room; desk: Desk; task: Task }) {
  const { codebook, me } = room;
  const { sitting, happen, wish } = desk;
  const { draft, trouble } = sitting;
  const [open, setOpen] = useState<Open>(null);
  const { element, selected } = useWords();
  const fields = codebook.questions.map(({ id }) => id);
  const close = () => setOpen(null);

  // The next message begins at its top, and a screen reader goes on there.
  useLayoutEffect(() => {
    setOpen(null);
    scrollTo(0, 0);
    element.current?.scrollTo(0, 0);
    element.current?.focus({ preventScroll: true });
  }, [task.id]);

  const save = () => {
    if (desk.save()) return;
    const names = missing(draft, fields).map((field) => questionName(codebook, field));
    const text = strings.stillToSay(names.join(", "));
    happen({ kind: "failed", trouble: { text, field: missing(draft, fields)[0] ?? null, wish: null } });
  };
  const takeOut = () => {
    if (selected === null) room.say(strings.takeOutFirst);
    else setOpen({ words: selected });
  };
  const doings: Readonly<Record<string, () => void>> = {
    save,
    take: () => task.suggestion && happen({ kind: "took", labels: task.suggestion }),
    talk: () => setOpen("talk"),
    later: () => wish({ kind: "later" }),
    undo: () => wish({ kind: "undo" }),
    note: () => setOpen("note"),
    help: () => setOpen("help"),
    name: takeOut,
  };
  const onCommand = (command: Command) => {
    if (sitting.busy !== null) return;
    if (command.kind === "label") happen({ ...command, kind: "chose" });
    else doings[command.action]?.();
  };
  const pending = useKeys(codebook, onCommand);
  const reword = (text: string) => {
    close();
    if (text !== task.text) wish({ kind: "reword", text });
  };
  const key = (action: string) => codebook.actions.find(({ id }) => id === action)?.key;
  const again = trouble?.wish ?? null;

  return (
    <div class="desk">
      <section class="paper" aria-label={strings.message} aria-busy={sitting.busy !== null}>
        <div class="row tools">
          <p class="why">
            {strings.why[task.why]} · {dayOf(task.day)}
          </p>
          {/* A press must not undo the selection. */}
          <button type="button" onPointerDown={(event) => event.preventDefault()} onClick={takeOut}>
            <kbd aria-hidden="true">x</kbd> {strings.takeOut}
          </button>
          <button type="button" onClick={() => setOpen("edit")}>
            {strings.edit}
          </button>
          {me.role === "maintainer" && (
            <button type="button" onClick={() => setOpen("remove")}>
              {strings.remove}
            </button>
          )}
        </div>
        <Message text={task.text} element={element} />
        {task.second && <p class="second">{strings.second}</p>}
        {task.suggestion !== null && (
          <p class="suggestion">
            <span>
              {strings.itRead} <b>{inWords(codebook, task.suggestion)}</b>
            </span>
            <button type="button" onClick={doings["take"]}>
              <kbd aria-hidden="true">{key("take")}</kbd> {strings.takeIt}
            </button>
          </p>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (sitting.busy === null) save();
          }}
        >
          <Questions
            codebook={codebook}
            draft={draft}
            suggestion={task.suggestion}
            pending={pending}
            field={trouble?.field ?? null}
            onChoose={(field, label) => happen({ kind: "chose", field, label })}
          />
          {draft.talk !== null && (
            <p class="suggestion talk">
              <b>{strings.isTalk(plainName(draft.talk))}</b>
              <button type="button" onClick={() => happen({ kind: "talked", talk: null })}>
                {strings.isAStory}
              </button>
            </p>
          )}
          {sitting.note !== "" && (
            <p class="noted">
              {strings.note}: {sitting.note}
            </p>
          )}
          <div class="bar">
            {trouble !== null && <Trouble text={trouble.text} onRetry={again && (() => wish(again))} />}
            <div class="row">
              <button type="submit" class="main" aria-disabled={finished(draft, fields) === null}>
                <kbd aria-hidden="true">{key("save")}</kbd> {strings.save}
              </button>
              {(["talk", "later", "undo", "note", "help"] as const).map((action) => (
                <button key={action} type="button" onClick={doings[action]}>
                  <kbd aria-hidden="true">{key(action)}</kbd> {NAMES[action]}
                </button>
              ))}
              <p class="progress">
                {strings.left(sitting.left)}
                {sitting.judged > 0 && <> · {strings.judged(sitting.judged)}</>}
              </p>
            </div>
          </div>
        </form>
      </section>
      <Like codebook={codebook} similar={task.similar} />
      {open === "help" && <Help codebook={codebook} onClose={close} />}
      {open === "talk" && (
        <TalkList
          codebook={codebook}
          onClose={close}
          onChoose={(talk) => {
            happen({ kind: "talked", talk });
            close();
          }}
        />
      )}
      {open === "note" && (
        <Note
          note={sitting.note}
          onClose={close}
          onDone={(note) => {
            happen({ kind: "noted", note });
            close();
          }}
        />
      )}
      {open === "edit" && <EditWords text={task.text} onDone={reword} onClose={close} />}
      {open !== null && typeof open === "object" && (
        <TakeOut text={task.text} words={open.words} onDone={reword} onClose={close} />
      )}
      {open === "remove" && (
        <Dialog title={strings.removeAsk} onClose={close}>
          <p>{strings.removeWhy}</p>
          <div class="row end">
            <button type="button" autoFocus onClick={close}>
              {strings.removeNot}
            </button>
            <button
              type="button"
              class="main warn"
              onClick={() => {
                close();
                wish({ kind: "remove" });
              }}
            >
              {strings.removeDo}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

const NAMES = {
  talk: strings.notAStory,
  later: strings.later,
  undo: strings.undo,
  note: strings.note,
  help: strings.keys,
} as const;
