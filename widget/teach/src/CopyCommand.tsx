/** A command for whoever runs this, to be copied. */
import { useState } from "preact/hooks";
import { strings } from "./strings";

export function CopyCommand({ command }: { command: string }) {
  const [told, setTold] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      setTold(strings.copied);
    } catch {
      setTold(strings.copyNot);
    }
  };
  return (
    <span class="command">
      <code>{command}</code>
      <button type="button" aria-label={`${strings.copy}: ${command}`} onClick={() => void copy()}>
        {strings.copy}
      </button>
      <span class="soft" role="status">
        {told}
      </span>
    </span>
  );
}
