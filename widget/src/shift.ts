/** Shift, pressed alone three times in a row: the way out by keyboard. */

/** How often, and within how many milliseconds. */
const TAPS = 3;
const WITHIN = 5000;

type Key = Pick<KeyboardEvent, "key" | "repeat" | "altKey" | "ctrlKey" | "metaKey">;

/**
 * The pattern of the "Exit this page" component of GOV.UK
 * (https://design-system.service.gov.uk/components/exit-this-page/). Shift held for a capital letter,
 * for marking text or for switching the keyboard's language does not count.
 */
export class ShiftTaps {
  private alone = false;
  private taps: number[] = [];

  /** A key went down. */
  down({ key, repeat, altKey, ctrlKey, metaKey }: Key): void {
    if (key !== "Shift" || altKey || ctrlKey || metaKey) this.reset();
    else if (!repeat) this.alone = true;
  }

  /** A key came up, `at` milliseconds. True if it was the last tap of three. */
  up(key: string, at: number): boolean {
    if (key !== "Shift" || !this.alone) return false;
    this.alone = false;
    this.taps = [...this.taps.filter((tap) => at - tap < WITHIN), at];
    if (this.taps.length < TAPS) return false;
    this.reset();
    return true;
  }

  /** Something else was done: begin counting anew. */
  reset(): void {
    this.alone = false;
    this.taps = [];
  }
}

/** Call `action` when Shift is pressed three times anywhere on the page. Returns the undoing. */
export function onShiftThrice(action: () => void): () => void {
  const counter = new ShiftTaps();
  const undo = new AbortController();
  const options = { capture: true, signal: undo.signal };
  window.addEventListener("keydown", (event) => counter.down(event), options);
  window.addEventListener("keyup", (event) => counter.up(event.key, event.timeStamp) && action(), options);
  window.addEventListener("pointerdown", () => counter.reset(), options);
  return () => undo.abort();
}
