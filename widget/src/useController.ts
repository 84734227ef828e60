/** The conversation's controller, for as long as the chat is on the page. */
import { useEffect, useMemo, useReducer } from "preact/hooks";
import { Controller, type Options } from "./controller";

/** Makes the controller once it is `wanted`, and draws anew with every change of its view. */
export function useController(options: Options, wanted: boolean): Controller | null {
  const [, changed] = useReducer((count: number, _: void) => count + 1, 0);
  const controller = useMemo(() => (wanted ? new Controller(options, () => changed()) : null), [wanted]);
  useEffect(() => {
    controller?.start();
    return () => controller?.close();
  }, [controller]);
  return controller;
}
