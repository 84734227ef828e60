/** The conversation as a log that screen readers follow. */
import type { ComponentChildren } from "preact";
import { ownAddress, pictureAddress } from "./address";
import { turnStart, type BotEntry, type Conversation, type Entry, type PersonEntry } from "./conversation";
import { markdown, safeAddress } from "./markdown";
import type { Button, FileLink, Picture } from "./protocol";
import { scrollToNewest } from "./scroll";
import { strings } from "./strings";
import { beginsGroup, momentOf } from "./when";

export interface Handlers {
  onAnswer: (button: Button, event: MouseEvent) => void;
  onRetry: (id: string, event: MouseEvent) => void;
}

function Speaker({ children }: { children: ComponentChildren }) {
  return <span class="unseen">{children} </span>;
}

function Trouble({ text, onRetry }: { text: string; onRetry: ((event: MouseEvent) => void) | null }) {
  return (
    <div class="trouble">
      <span>{text}</span>
      {onRetry && (
        <button type="button" class="quiet" onClick={onRetry}>
          {strings.tryAgain}
        </button>
      )}
    </div>
  );
}

function Person({ entry, onRetry }: { entry: PersonEntry; onRetry: Handlers["onRetry"] }) {
  const { state } = entry;
  const troubled = state === "unsent" || state === "unanswered" || state === "refused";
  if (entry.hidden && !troubled) return null;
  return (
    <li class="person">
      {!entry.hidden && (
        <div class="bubble">
          <Speaker>{strings.fromPerson}</Speaker>
          <div class="typed" dir="auto">
            {entry.text}
          </div>
        </div>
      )}
      {troubled && (
        <Trouble
          text={entry.hidden ? strings.greetingMissing : strings[state]}
          onRetry={state === "refused" ? null : (event) => onRetry(entry.id, event)}
        />
      )}
    </li>
  );
}

function Shown({ picture, server }: { picture: Picture; server: string }) {
  const alt = picture.alt ?? strings.picture;
  const src = pictureAddress(picture.src, server);
  if (src !== null) {
    // Its height is known only now: without this it would stay below the edge.
    const settle = (event: Event) => {
      const image = event.currentTarget;
      if (image instanceof HTMLElement) scrollToNewest(image.closest<HTMLElement>("[role=log]"));
    };
    return <img src={src} alt={alt} onLoad={settle} />;
  }
  const href = safeAddress(picture.src);
  return (
    <p>
      {alt}
      {href !== null && (
        <>
          {" "}
          <a href={href} target="_blank" rel="noopener noreferrer">
            {strings.openPicture}
          </a>
        </>
      )}
    </p>
  );
}

function Offered({ file, server }: { file: FileLink; server: string }) {
  const href = ownAddress(file.src, server);
  if (href === null) return <p>{strings.fileElsewhere}</p>;
  return (
    <p>
      {/* In a tab of its own: should the file be gone, the chat is not. */}
      <a class="file" href={href} download={file.name} target="_blank" rel="noopener noreferrer">
        {strings.download(file.name || strings.file)}
      </a>
    </p>
  );
}

interface BotProps {
  entry: BotEntry;
  live: boolean;
  server: string;
  onAnswer: Handlers["onAnswer"];
}

function Bot({ entry, live, server, onAnswer }: BotProps) {
  const spoken = entry.text !== undefined || entry.image !== undefined || entry.file !== undefined;
  return (
    <li class="bot">
      {spoken && (
        <div class="bubble" dir="auto">
          <Speaker>{strings.fromBot}</Speaker>
          {entry.text !== undefined && markdown(entry.text)}
          {entry.image !== undefined && <Shown picture={entry.image} server={server} />}
          {entry.file !== undefined && <Offered file={entry.file} server={server} />}
        </div>
      )}
      {live && entry.buttons.length > 0 && (
        <div class="answers" role="group" aria-label={strings.answers}>
          {entry.buttons.map((button) => (
            <button type="button" class="answer" dir="auto" onClick={(event) => onAnswer(button, event)}>
              {button.title}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

function Moment({ at }: { at: number }) {
  return (
    <li class="when">
      <time dateTime={new Date(at).toISOString()}>{momentOf(at, Date.now())}</time>
    </li>
  );
}

/** The places of the messages before which a time is shown: the first of each group. */
function groupStarts(entries: Entry[]): Set<number> {
  const starts = new Set<number>();
  let before = 0;
  entries.forEach((entry, index) => {
    if (entry.from === "person" && entry.hidden) return;
    if (beginsGroup(before, entry.at)) starts.add(index);
    before = entry.at;
  });
  return starts;
}

interface Props extends Handlers {
  conversation: Conversation;
  server: string;
}

export function Messages({ conversation, server, onAnswer, onRetry }: Props) {
  const start = turnStart(conversation);
  const groups = groupStarts(conversation.entries);
  const item = (entry: Entry, index: number) => {
    switch (entry.from) {
      case "person":
        return <Person key={index} entry={entry} onRetry={onRetry} />;
      case "bot":
        return <Bot key={index} entry={entry} live={index > start} server={server} onAnswer={onAnswer} />;
      case "divider":
        return (
          <li key={index} class="divider">
            {strings.newSession}
          </li>
        );
    }
  };
  return (
    <ol>
      {conversation.entries.map((entry, index) => [
        groups.has(index) && <Moment key={`at ${index}`} at={entry.at} />,
        item(entry, index),
      ])}
    </ol>
  );
}
