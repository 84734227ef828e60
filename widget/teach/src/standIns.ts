/** Putting stand-ins in the place of names and the like that were left standing in a message. */

/** Of these there can be several in a message, told apart by a number. */
const NUMBERED = ["NAME", "PLACE", "ORGANISATION"] as const;
const PLAIN = ["PHONE", "EMAIL", "LINK", "HANDLE", "ADDRESS", "NUMBER"] as const;

export type Kind = (typeof NUMBERED)[number] | (typeof PLAIN)[number];

export interface StandIn {
  kind: Kind;
  /** What is put into the message. */
  word: string;
  /** True if the message has it already. */
  again: boolean;
}

/** What can be put into `text`: of the numbered kinds those it has, and a new one. */
export function standInsFor(text: string): StandIn[] {
  const numbered = NUMBERED.flatMap((kind) => {
    const found = [...text.matchAll(new RegExp(`\\b${kind}(\\d+)\\b`, "g"))].map((match) => Number(match[1]));
    const known = [...new Set(found)].sort((one, other) => one - other);
    const fresh = Math.max(0, ...known) + 1;
    return [
      ...known.map((number) => ({ kind, word: `${kind}${number}`, again: true })),
      { kind, word: `${kind}${fresh}`, again: false },
    ];
  });
  return [...numbered, ...PLAIN.map((kind) => ({ kind, word: kind, again: false }))];
}

/** The words that a selection touches, without blanks and marks around them; `null` if there are none. */
export function wordsAt(text: string, start: number, end: number): string | null {
  const letter = /[\p{L}\p{N}\p{M}_]/u;
  while (start < end && !letter.test(text[start] ?? "")) start += 1;
  while (end > start && !letter.test(text[end - 1] ?? "")) end -= 1;
  if (start === end) return null;
  while (start > 0 && letter.test(text[start - 1] ?? "")) start -= 1;
  while (end < text.length && letter.test(text[end] ?? "")) end += 1;
  return text.slice(start, end);
}

/** `text` with `word` wherever it has `words`, whether in capitals or not, as words of their own. */
export function replaceWords(text: string, words: string, word: string): string {
  const literal = words.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&").replaceAll(/\s+/g, "\\s+");
  const alone = new RegExp(`(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])`, "giu");
  return text.replaceAll(alone, () => word);
}
