/** The conversation as a text file, made in the browser: who said what, and when. */
import type { BotEntry, Conversation, Entry, PersonEntry } from "./conversation";
import { plain } from "./plain";
import { strings } from "./strings";
import { fullMoment } from "./when";

function spoken(entry: BotEntry): string {
  const { text, image, file } = entry;
  return [
    text === undefined ? "" : plain(text),
    image === undefined ? "" : `[${image.alt ?? strings.picture}]`,
    file === undefined ? "" : `[${file.name || strings.file}]`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

function written(entry: PersonEntry): string {
  const { text, hidden, state } = entry;
  if (hidden) return "";
  return state === "answered" || state === "sending" ? text : `${text}\n[${strings[state]}]`;
}

function paragraph(entry: Entry): string {
  if (entry.from === "divider") return strings.newSession;
  const said = entry.from === "bot" ? spoken(entry) : written(entry);
  if (said === "") return "";
  const who = entry.from === "bot" ? strings.fromBot : strings.fromPerson;
  const when = entry.at === 0 ? "" : ` (${fullMoment(entry.at)})`;
  return `${who.replace(/:$/, "")}${when}:\n${said}`;
}

/** All that is on the screen, as plain text. */
export function transcript(conversation: Conversation, now: number): string {
  const paragraphs = conversation.entries.map(paragraph).filter(Boolean);
  return [strings.savedOn(fullMoment(now)), ...paragraphs].join("\n\n") + "\n";
}

/** Hand `text` to the browser as a file to save. */
export function download(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  // Not at once: some browsers begin to read it only after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** What the file is called. */
export function fileName(now: number): string {
  const day = new Date(now);
  const two = (number: number) => String(number).padStart(2, "0");
  return `tightrope-${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.txt`;
}
