/** Times as people read them: in the language of the texts, with the clock the browser is set to. */
import { strings } from "./strings";

/** A pause longer than this, in milliseconds, begins a new group of messages. */
const PAUSE = 5 * 60_000;

function clock(): Intl.DateTimeFormatOptions {
  const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
  return { hour: "numeric", minute: "2-digit", ...(hourCycle === undefined ? {} : { hourCycle }) };
}

/** The language of the texts, as it is written where the person lives, if the browser says so. */
function language(): string {
  return navigator.languages.find((one) => one.split("-")[0] === strings.language) ?? strings.language;
}

function formatted(at: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language(), { ...options, ...clock() }).format(at);
}

/** Midnights between two moments. */
function daysBetween(at: number, now: number): number {
  return Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
}

/** Day and time, as short as they are clear. */
export function momentOf(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return formatted(at, {});
  if (days === 1) return strings.yesterday(formatted(at, {}));
  const year = new Date(at).getFullYear() !== new Date(now).getFullYear();
  return formatted(at, { weekday: "long", day: "numeric", month: "long", ...(year ? { year: "numeric" } : {}) });
}

/** Day and time in full, for what is read later. */
export function fullMoment(at: number): string {
  return formatted(at, { day: "numeric", month: "long", year: "numeric" });
}

/** True if what came at `at` begins a new group after what came at `before`; 0 where a time is not known. */
export function beginsGroup(before: number, at: number): boolean {
  return at > 0 && at - before > PAUSE;
}
