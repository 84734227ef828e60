/** Asks the server. Whoever has no session any more is asked for the token, and then it goes on. */
import { strings } from "./strings";

const ROOT = "/teach/api/";
/** Milliseconds after which an answer is not waited for any more. */
const PATIENCE = 180_000;

type Method = "GET" | "POST" | "PUT" | "DELETE";

export const SIGNED_OUT = 401;
export const GONE = 410;

/** The server said no, or nothing (then the status is 0); the message is for the teacher. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** The question to look at, if one is to blame. */
    readonly field: string | null = null,
  ) {
    super(message);
  }
}

async function contentOf(answer: Response): Promise<Record<string, unknown> | null> {
  try {
    const content: unknown = await answer.json();
    return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** One request; `T` is what the contract says of this path. */
export async function request<T>(method: Method, path: string, body?: object): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(ROOT + path, {
      method,
      headers: method === "GET" ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new Refusal(0, strings.noAnswer);
  }
  const content = await contentOf(answer);
  if (!answer.ok || content === null) {
    const { error, field } = content ?? {};
    throw new Refusal(
      answer.ok ? 0 : answer.status,
      typeof error === "string" ? error : strings.noAnswer,
      typeof field === "string" ? field : null,
    );
  }
  return content as T;
}

export class Api {
  private asking: Promise<void> | null = null;

  /** `signIn` asks for the token and ends once somebody is logged in; fails where it is somebody else. */
  constructor(private readonly signIn: () => Promise<void>) {}

  get<T>(path: string): Promise<T> {
    return this.call("GET", path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.call("POST", path, body);
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.call("PUT", path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.call("DELETE", path);
  }

  private async call<T>(method: Method, path: string, body?: object): Promise<T> {
    for (;;) {
      try {
        return await request<T>(method, path, body);
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== SIGNED_OUT) throw error;
        this.asking ??= this.signIn().finally(() => (this.asking = null));
        await this.asking;
      }
    }
  }
}
