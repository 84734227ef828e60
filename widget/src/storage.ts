/**
 * Where a conversation is kept: in sessionStorage, which ends with the tab; in localStorage, if the person
 * wants it kept on the device; or nowhere, where the browser forbids it.
 */

const KEY = "tightrope.conversation";

/** Why a kept conversation ends: no longer kept, over (begun anew or erased), left in a hurry. */
export type End = "off" | "over" | "left";
const ENDS: readonly string[] = ["off", "over", "left"] satisfies End[];

type Area = "sessionStorage" | "localStorage";

function read(area: Area): string | null {
  try {
    const value = window[area].getItem(KEY);
    return value !== null && ENDS.includes(value) ? null : value;
  } catch {
    return null;
  }
}

/** Write `value`, or remove it; false if the browser does not allow it. */
function write(area: Area, value: string | null): boolean {
  try {
    if (value === null) window[area].removeItem(KEY);
    else window[area].setItem(KEY, value);
    return true;
  } catch {
    // Full or forbidden: the chat goes on, only a reload would lose it.
    return false;
  }
}

/** True if there is a conversation to go on with, in this tab or on this device. */
export function hasKept(): boolean {
  return read("sessionStorage") !== null || read("localStorage") !== null;
}

export class Store {
  /** True while the conversation is kept on the device, shared by all tabs that have it. */
  shared: boolean;

  constructor() {
    this.shared = read("sessionStorage") === null && read("localStorage") !== null;
  }

  /** What was kept for this tab, or `null`. */
  load(): string | null {
    return read(this.shared ? "localStorage" : "sessionStorage");
  }

  /** Keep `value`. What was wiped from the device, by whichever tab, does not come back. */
  save(value: string): void {
    if (!this.shared) write("sessionStorage", value);
    else if (this.load() !== null) write("localStorage", value);
  }

  /** What other tabs keep on this device, or `null`. */
  ofDevice(): string | null {
    return read("localStorage");
  }

  /** Keep `value` on this device from now on; false if the browser does not allow it. */
  share(value: string): boolean {
    if (!write("localStorage", value)) return false;
    write("sessionStorage", null);
    this.shared = true;
    return true;
  }

  /** Keep nothing on this device any more, and let the other tabs know why. */
  unshare(end: End): void {
    // Each of both steps reaches the other tabs; the first tells the reason, the second leaves nothing.
    if (this.shared || end === "left") {
      if (this.ofDevice() !== null) write("localStorage", end);
      write("localStorage", null);
    }
    this.shared = false;
  }

  /** Keep nothing any more. */
  forget(end: End): void {
    this.unshare(end);
    write("sessionStorage", null);
  }

  /** Call `onChange` with what another tab keeps, `onEnd` when it ends. Returns the undoing. */
  watch(onChange: (value: string) => void, onEnd: (end: End) => void): () => void {
    const told = ({ key, newValue, storageArea }: StorageEvent) => {
      if (!this.shared || key !== KEY || newValue === null) return;
      if (storageArea !== window.localStorage) return;
      if (ENDS.includes(newValue)) onEnd(newValue as End);
      else onChange(newValue);
    };
    window.addEventListener("storage", told);
    return () => window.removeEventListener("storage", told);
  }
}
