/** What every part of the page needs: the server, who is there, the codebook, and a voice. */
import { useEffect, useState } from "preact/hooks";
import { Refusal, type Api } from "./api";
import type { Codebook, Me } from "./protocol";
import { strings } from "./strings";

export interface Room {
  api: Api;
  me: Me;
  codebook: Codebook;
  /** Shows a line for a while and reads it aloud, with more that can be seen anyway. */
  say: (shown: string, more?: string) => void;
  /** Asks anew how many wait where. */
  refresh: () => void;
}

export function textOf(error: unknown): string {
  return error instanceof Refusal ? error.message : strings.noAnswer;
}

export interface Loaded<T> {
  data: T | null;
  trouble: string | null;
  load: () => void;
}

/** What the server says under `path`, once it has. */
export function useLoaded<T>(room: Room, path: string): Loaded<T> {
  const [state, setState] = useState<{ data: T | null; trouble: string | null }>({ data: null, trouble: null });
  const load = () => {
    room.api.get<T>(path).then(
      (data) => setState({ data, trouble: null }),
      (error: unknown) => setState(({ data }) => ({ data, trouble: textOf(error) })),
    );
  };
  useEffect(load, [path]);
  return { ...state, load };
}
