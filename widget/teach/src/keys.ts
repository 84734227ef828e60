/** What a key does: the codebook's keys, some of two signs, and what the page adds to them. */
import type { Codebook } from "./protocol";

export type Command = { kind: "label"; field: string; label: string } | { kind: "action"; action: string };

export type Keys = ReadonlyMap<string, Command>;

/** Actions of the page alone. */
export const PAGE_ACTIONS = [{ id: "name", key: "x" }];

export function keysOf(codebook: Codebook): Keys {
  const keys = new Map<string, Command>();
  for (const { id, key } of [...PAGE_ACTIONS, ...codebook.actions]) keys.set(key, { kind: "action", action: id });
  for (const question of codebook.questions)
    for (const label of question.labels) keys.set(label.key, { kind: "label", field: question.id, label: label.id });
  return keys;
}

export interface Pressed {
  command: Command | null;
  /** The first sign of a key that has two, once it was pressed. */
  pending: string;
}

const NOTHING: Pressed = { command: null, pending: "" };

/** What pressing `key` means after `pending`; `null` if it is no key of ours. */
export function press(keys: Keys, pending: string, key: string): Pressed | null {
  if (pending !== "" && key === "Escape") return NOTHING;
  // A stray sign is forgotten: the key that follows means what it means alone.
  for (const full of new Set([pending + key, key, key.toLowerCase()])) {
    const command = keys.get(full);
    if (command !== undefined) return { command, pending: "" };
    if ([...keys.keys()].some((one) => one.length > full.length && one.startsWith(full) && full.length === 1))
      return { command: null, pending: full };
  }
  return null;
}

const TYPED_IN = "textarea, select, input:not([type=radio], [type=checkbox])";
const OWN_ENTER = "a, button, summary";

/** True if a key belongs to what has the focus, or to the browser, rather than to us. */
export function belongsElsewhere(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return true;
  if (document.querySelector("dialog[open]") !== null) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TYPED_IN) != null) return true;
  return event.key === "Enter" && target?.closest(OWN_ENTER) != null;
}
