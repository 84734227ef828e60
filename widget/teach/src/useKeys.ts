/** Listens to the keys of the whole page, for as long as something can be labelled. */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { belongsElsewhere, keysOf, press, type Command } from "./keys";
import type { Codebook } from "./protocol";

/** Hands commands to `onCommand`; returns the first sign of a key that has two, while it waits for the other. */
export function useKeys(codebook: Codebook, onCommand: (command: Command) => void): string {
  const keys = useMemo(() => keysOf(codebook), [codebook]);
  const [pending, setPending] = useState("");
  // Read by a listener that lives longer than one drawing.
  const now = useRef({ pending, onCommand });
  now.current.onCommand = onCommand;
  // Before it is seen, so that not even the first key is missed.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (belongsElsewhere(event)) return;
      const pressed = press(keys, now.current.pending, event.key);
      if (pressed === null) return;
      event.preventDefault();
      now.current.pending = pressed.pending;
      setPending(pressed.pending);
      if (pressed.command !== null && !event.repeat) now.current.onCommand(pressed.command);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [keys]);
  return pending;
}
