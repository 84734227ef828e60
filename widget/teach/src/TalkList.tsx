/** What a message can be that tells no story: a list to search, by pointer and by keyboard. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Dialog } from "./Dialog";
import { plainName } from "./names";
import type { Codebook } from "./protocol";
import { strings } from "./strings";

type Talk = Codebook["talk"][number];

/** Those that have every word of `query` in their name or example. */
export function matching(talk: Talk[], query: string): Talk[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const named = talk.map((one) => ({ one, text: `${plainName(one.id)} ${one.example}`.toLowerCase() }));
  const fitting = named.filter(({ text }) => words.every((word) => text.includes(word)));
  // What begins with it is what is looked for most often.
  const begins = (text: string) => Number(text.startsWith(words[0] ?? ""));
  return fitting.sort((a, b) => begins(b.text) - begins(a.text)).map(({ one }) => one);
}

interface Props {
  codebook: Codebook;
  onChoose: (intent: string) => void;
  onClose: () => void;
}

export function TalkList({ codebook, onChoose, onClose }: Props) {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const found = matching(codebook.talk, query);
  const current = found[active];

  useEffect(() => list.current?.children[active]?.scrollIntoView({ block: "nearest" }), [active, query]);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((active + step + found.length) % Math.max(1, found.length));
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (current !== undefined) onChoose(current.id);
    }
  };

  return (
    <Dialog title={strings.talkTitle} onClose={onClose}>
      <input
        type="text"
        class="search"
        role="combobox"
        aria-label={strings.talkSearch}
        placeholder={strings.talkSearch}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={current && `${id}-${current.id}`}
        autoFocus
        autocomplete="off"
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && <p role="status">{strings.talkNone}</p>}
      <ul class="options" id={id} ref={list} role="listbox" aria-label={strings.notAStory}>
        {found.map((one, index) => (
          <li
            key={one.id}
            id={`${id}-${one.id}`}
            role="option"
            aria-selected={index === active}
            onClick={() => onChoose(one.id)}
          >
            <b>{plainName(one.id)}</b> {one.example !== "" && <span>{strings.talkSuch(one.example)}</span>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
