/** Where a tab's conversation is kept: sessionStorage, which ends with the tab, or nowhere. */

const KEY = "tightrope.conversation";

/** What was kept by this tab, or `null`. Browsers may forbid storage altogether: then nothing is kept. */
export function load(): string | null {
  try {
    return window.sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Keep `value` for this tab; `null` forgets it. */
export function save(value: string | null): void {
  try {
    if (value === null) window.sessionStorage.removeItem(KEY);
    else window.sessionStorage.setItem(KEY, value);
  } catch {
    // Full or forbidden: the chat goes on, only a reload would lose it.
  }
}
