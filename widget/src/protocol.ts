/** What goes over the socket, both ways. The other end is `tightrope/channels/web.py`. */
import { safeAddress } from "./markdown";

/** A quick answer offered by the assistant: `title` is shown, `payload` is sent. */
export interface Button {
  title: string;
  payload: string;
}

/** One `bot_uttered` event, as Rasa shapes it, with what our channel adds (`seq`, `re`). */
export interface Reply {
  text?: string;
  buttons: Button[];
  image?: Picture;
  file?: FileLink;
  /** Grows with every reply of a session: lets the server send only what was missed. */
  seq?: number;
  /** The id of the message this answers. */
  re?: string;
  /** Everything was erased: nothing that came before is to be seen any more. */
  erased?: true;
}

export interface Picture {
  src: string;
  alt?: string;
}

/** A file to take along, and what to call it. */
export interface FileLink {
  src: string;
  name: string;
}

/** What the server answers to `session_request`. */
export interface Session {
  token: string;
  resumed: boolean;
  /** True if the person left the session that was asked for, here or elsewhere. */
  left: boolean;
  /** Where to go on leaving, if the server names a site. */
  leaveTo?: string;
}

/** How a message ended. `unsent`: never left. `unanswered`: left, no word back. `refused`: will not be taken. */
export type Outcome = "answered" | "unsent" | "unanswered" | "refused";

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function buttonsOf(value: unknown): Button[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    const { title, payload } = fieldsOf(item);
    const shown = textOf(title);
    return shown === undefined ? [] : [{ title: shown, payload: textOf(payload) ?? shown }];
  });
}

function pictureOf(value: unknown): Picture | undefined {
  const { type, payload } = fieldsOf(value);
  const { src, alt, title } = fieldsOf(payload);
  const address = textOf(src);
  if (type !== "image" || address === undefined) return undefined;
  const text = textOf(alt) ?? textOf(title);
  return { src: address, ...(text === undefined ? {} : { alt: text }) };
}

function fileOf(value: unknown): FileLink | undefined {
  const { type, payload } = fieldsOf(value);
  const { src, name } = fieldsOf(payload);
  const address = textOf(src);
  if (type !== "file" || address === undefined) return undefined;
  return { src: address, name: textOf(name) ?? "" };
}

/** The address if it is one of the web: no script can hide in those. */
function siteOf(value: unknown): string | undefined {
  const address = safeAddress(textOf(value) ?? "");
  return address?.startsWith("http") ? address : undefined;
}

/** Read a `bot_uttered` payload; `null` if there is nothing in it to show. */
export function readReply(value: unknown): Reply | null {
  const fields = fieldsOf(value);
  const text = textOf(fields["text"]);
  const buttons = [...buttonsOf(fields["quick_replies"]), ...buttonsOf(fields["buttons"])];
  const image = pictureOf(fields["attachment"]);
  const file = fileOf(fields["attachment"]);
  if (text === undefined && buttons.length === 0 && image === undefined && file === undefined) return null;
  const { seq, re, erased } = fields;
  return {
    buttons,
    ...(text === undefined ? {} : { text }),
    ...(image === undefined ? {} : { image }),
    ...(file === undefined ? {} : { file }),
    ...(typeof seq === "number" ? { seq } : {}),
    ...(typeof re === "string" ? { re } : {}),
    ...(erased === true ? { erased } : {}),
  };
}

/** Read the answer to `session_request`; `null` if it is not one. */
export function readSession(value: unknown): Session | null {
  const { token, resumed, left, leave_to } = fieldsOf(value);
  if (typeof token !== "string") return null;
  const leaveTo = siteOf(leave_to);
  return {
    token,
    resumed: resumed === true,
    left: left === true,
    ...(leaveTo === undefined ? {} : { leaveTo }),
  };
}

/** Read the answer that ends a turn. */
export function readOutcome(value: unknown): Outcome {
  const { ok, error } = fieldsOf(value);
  if (ok !== false) return "answered";
  // Both can be tried again: the server was at fault, or was asked for too much in a minute.
  return error === "failed" || error === "too_fast" ? "unanswered" : "refused";
}
