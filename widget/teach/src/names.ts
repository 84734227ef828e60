/** Labels as people read them. */
import { applies, draftOf, isTalk, NONE, UNSAID } from "./draft";
import type { Codebook, Labels } from "./protocol";
import { strings } from "./strings";

/** An intent without its underscores. */
export function plainName(id: string): string {
  return id.replaceAll("_", " ");
}

export function nameOf(codebook: Codebook, field: string, label: string): string {
  const question = codebook.questions.find(({ id }) => id === field);
  return question?.labels.find(({ id }) => id === label)?.name ?? plainName(label);
}

export function questionName(codebook: Codebook, field: string): string {
  if (field === "talk") return strings.notAStory;
  return codebook.questions.find(({ id }) => id === field)?.name ?? plainName(field);
}

/** The labels that say something; what is not there or goes without saying is left out. */
export function telling(codebook: Codebook, labels: Labels): { field: string; name: string }[] {
  if (isTalk(labels)) return [{ field: "talk", name: strings.isTalk(plainName(labels.talk)) }];
  const draft = draftOf(labels);
  return codebook.questions.flatMap(({ id: field }) => {
    const label = labels[field];
    const silent = label === undefined || label === UNSAID[field] || !applies(draft, field);
    if (silent || (label === NONE && field !== "bid")) return [];
    return [{ field, name: nameOf(codebook, field, label) }];
  });
}

/** The same in one line. */
export function inWords(codebook: Codebook, labels: Labels): string {
  return telling(codebook, labels)
    .map(({ name }) => name)
    .join(", ");
}

/** A day as people write it; what is no date is left as it is. */
export function dayOf(day: string): string {
  const at = new Date(day);
  if (Number.isNaN(at.getTime())) return day;
  const language = navigator.languages.find((one) => one.split("-")[0] === strings.language) ?? strings.language;
  // A day without an hour is that day everywhere.
  const zone = /^\d{4}-\d\d-\d\d$/.test(day) ? { timeZone: "UTC" } : {};
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", ...zone }).format(at);
}
