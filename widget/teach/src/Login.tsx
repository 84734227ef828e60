/** Asks for the token and logs in with it. */
import { useState } from "preact/hooks";
import { request } from "./api";
import type { Teacher } from "./protocol";
import { textOf } from "./room";
import { strings } from "./strings";
import { Trouble } from "./Trouble";

export function logIn(token: string): Promise<Teacher> {
  return request<Teacher>("POST", "login", { token });
}

interface Props {
  /** What went wrong before, with a link for instance. */
  trouble: string | null;
  onIn: (teacher: Teacher) => void;
}

export function Login({ trouble: before, onIn }: Props) {
  const [token, setToken] = useState("");
  const [trouble, setTrouble] = useState(before);
  const [busy, setBusy] = useState(false);
  const enter = async () => {
    if (busy) return;
    if (token.trim() === "") {
      setTrouble(strings.tokenEmpty);
      return;
    }
    setBusy(true);
    try {
      // Some paste the whole link.
      onIn(await logIn(token.trim().replace(/^.*#token=/, "")));
    } catch (error) {
      setTrouble(textOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="login"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <label for="token">{strings.token}</label>
      <input
        id="token"
        type="password"
        autocomplete="current-password"
        autoFocus
        value={token}
        aria-invalid={trouble !== null}
        onInput={(event) => setToken(event.currentTarget.value)}
      />
      {trouble !== null && <Trouble text={trouble} onRetry={null} />}
      <button type="submit" class="main">
        {strings.signIn}
      </button>
    </form>
  );
}
