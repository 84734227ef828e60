/** The labels as they are being chosen: which go together, which are still to be said. */
import type { Labels } from "./protocol";

/** Chosen so far: labels by question, or what a message is that tells no story. */
export interface Draft {
  labels: Readonly<Record<string, string>>;
  talk: string | null;
}

export const EMPTY: Draft = { labels: {}, talk: null };
export const NONE = "none";

/** What counts where nothing is chosen. Danger is not among them: it must have been thought of. */
export const UNSAID: Readonly<Record<string, string>> = { also: NONE, domain: "partner" };

export function isTalk(labels: Labels): labels is { talk: string } {
  return typeof labels["talk"] === "string";
}

/** False where a question cannot be asked: without something shown, it is nobody's, and nothing more. */
export function applies(draft: Draft, field: string): boolean {
  return draft.labels["bid"] !== NONE || (field !== "actor" && field !== "also");
}

/** True if this label goes with the others. */
export function goes(draft: Draft, field: string, label: string): boolean {
  if (draft.labels["bid"] === NONE) return applies(draft, field) || label === NONE;
  if (draft.labels["bid"] === undefined) return true;
  if (field === "actor") return label !== NONE;
  return field !== "also" || label !== draft.labels["bid"];
}

/** The draft with one more label; what does not go with it any more is taken away. */
export function choose(draft: Draft, field: string, label: string): Draft {
  if (!goes(draft, field, label)) return draft;
  const labels = { ...draft.labels, [field]: label };
  if (field === "bid" && label === NONE) {
    labels["actor"] = NONE;
    labels["also"] = NONE;
  } else if (field === "bid") {
    if (labels["actor"] === NONE) delete labels["actor"];
    if (labels["also"] === label) delete labels["also"];
  }
  return { labels, talk: null };
}

/** The draft that says: no story, but this. */
export function tellsNothing(draft: Draft, talk: string | null): Draft {
  return { ...draft, talk };
}

/** A draft with labels that somebody or something gave. */
export function draftOf(labels: Labels | null): Draft {
  if (labels === null) return EMPTY;
  if (isTalk(labels)) return { labels: {}, talk: labels.talk };
  return { labels, talk: null };
}

/** The questions that are still to be answered, in their order. */
export function missing(draft: Draft, fields: readonly string[]): string[] {
  if (draft.talk !== null) return [];
  return fields.filter((field) => draft.labels[field] === undefined && UNSAID[field] === undefined);
}

/** What can be saved; `null` while something is missing. */
export function finished(draft: Draft, fields: readonly string[]): Labels | null {
  if (draft.talk !== null) return { talk: draft.talk };
  if (missing(draft, fields).length > 0) return null;
  return Object.fromEntries(fields.map((field) => [field, draft.labels[field] ?? UNSAID[field] ?? NONE]));
}
