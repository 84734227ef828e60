/** What was loaded, once it is there; until then what goes on, or what went wrong. */
import type { ComponentChildren } from "preact";
import type { Loaded } from "./room";
import { strings } from "./strings";
import { Trouble } from "./Trouble";

interface Props<T> {
  loaded: Loaded<T>;
  children: (data: T) => ComponentChildren;
}

export function Shown<T>({ loaded: { data, trouble, load }, children }: Props<T>) {
  return (
    <>
      {trouble !== null && <Trouble text={trouble} onRetry={load} />}
      {data !== null && children(data)}
      {data === null && trouble === null && <p class="soft">{strings.loading}</p>}
    </>
  );
}
