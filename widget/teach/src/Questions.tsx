/** The questions of the codebook in their order, each with its labels to choose from. */
import { useId, useState } from "preact/hooks";
import { applies, goes, UNSAID, type Draft } from "./draft";
import { nameOf } from "./names";
import type { Codebook, Labels, Question } from "./protocol";
import { strings } from "./strings";

interface Props {
  codebook: Codebook;
  draft: Draft;
  /** What was read in the message, if that may be shown. */
  suggestion: Labels | null;
  /** The first sign of a key that has two. */
  pending: string;
  /** The question that something is wrong with. */
  field: string | null;
  onChoose: (field: string, label: string) => void;
}

export function Questions(props: Props) {
  const form = useId();
  return (
    <div class={props.draft.talk === null ? "questions" : "questions dimmed"}>
      {props.codebook.questions.map((question) => (
        <Asked key={question.id} {...props} question={question} form={form} />
      ))}
    </div>
  );
}

function Asked({ question, form, ...props }: Props & { question: Question; form: string }) {
  const { codebook, draft, suggestion, pending, field, onChoose } = props;
  const [pointed, setPointed] = useState<string | null>(null);
  const asked = applies(draft, question.id);
  const chosen = draft.talk === null ? draft.labels[question.id] : undefined;
  const waits = pending !== "" && question.labels.some(({ key }) => key.startsWith(pending));
  const name = `${form}-${question.id}`;
  const classes = ["question", asked ? "" : "dimmed", field === question.id ? "wrong" : "", waits ? "waits" : ""];

  return (
    <div
      class={classes.filter((part) => part !== "").join(" ")}
      role="radiogroup"
      aria-labelledby={`${name}-name`}
      aria-describedby={`${name}-hint`}
      aria-disabled={!asked}
    >
      <p class="name" id={`${name}-name`}>
        {question.name}
      </p>
      <div class="choices">
        {question.labels.map((label) => (
          <label
            key={label.id}
            class={suggestion?.[question.id as keyof Labels] === label.id ? "choice read" : "choice"}
            onPointerEnter={() => setPointed(label.id)}
            onPointerLeave={() => setPointed(null)}
          >
            <input
              type="radio"
              name={name}
              value={label.id}
              checked={chosen === label.id}
              disabled={!goes(draft, question.id, label.id)}
              aria-describedby={`${name}-${label.id}`}
              aria-keyshortcuts={label.key.length === 1 ? label.key : undefined}
              onChange={() => onChoose(question.id, label.id)}
              onFocus={() => setPointed(label.id)}
              onBlur={() => setPointed(null)}
            />
            <kbd aria-hidden="true">{label.key}</kbd>
            <span>{label.name}</span>
            <span id={`${name}-${label.id}`} hidden>
              {label.when}
            </span>
          </label>
        ))}
      </div>
      <p class="hint" id={`${name}-hint`}>
        {waits ? strings.waitsForDigit : hint(codebook, question, asked, pointed ?? chosen ?? null)}
      </p>
    </div>
  );
}

/** When the label is the one that is pointed at or chosen; without one, the question itself. */
function hint(codebook: Codebook, question: Question, asked: boolean, label: string | null): string {
  if (!asked) return strings.doesNotApply;
  const told = question.labels.find(({ id }) => id === label);
  if (told !== undefined) return told.when;
  const unsaid = UNSAID[question.id];
  return unsaid === undefined
    ? question.ask
    : `${question.ask} ${strings.ifUnsaid(nameOf(codebook, question.id, unsaid))}`;
}
