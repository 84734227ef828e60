/** The whole chat: header, conversation, field. */
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { Composer } from "./Composer";
import { Controller, type Options } from "./controller";
import { isWaiting } from "./conversation";
import { Header } from "./Header";
import { Messages } from "./Messages";
import { holdLowerEdge, scrollToNewest } from "./scroll";
import { onShiftThrice } from "./shift";
import { strings } from "./strings";

/** A connection that takes longer than this, in milliseconds, is mentioned. */
const CONNECTING_IS_SLOW = 1500;

/** The conversation's controller, for as long as the chat is on the page. */
function useController(options: Options): Controller {
  const [, changed] = useReducer((count: number, _: void) => count + 1, 0);
  const controller = useMemo(() => new Controller(options, () => changed()), []);
  useEffect(() => {
    controller.start();
    return () => controller.close();
  }, []);
  return controller;
}

/** What to say about the connection, if anything. */
function useConnectionNote(status: Controller["view"]["status"]): string | null {
  const [slow, setSlow] = useState(false);
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    const timer = setTimeout(() => setSlow(true), CONNECTING_IS_SLOW);
    window.addEventListener("online", update);
    window.addEventListener("offline", update);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", update);
      window.removeEventListener("offline", update);
    };
  }, []);
  if (!online) return strings.offline;
  if (status === "lost") return strings.reconnecting;
  return status === "connecting" && slow ? strings.connecting : null;
}

export function Chat(options: Options) {
  const controller = useController(options);
  const { conversation, status } = controller.view;
  const note = useConnectionNote(status);
  const waiting = isWaiting(conversation);
  const field = useRef<HTMLTextAreaElement>(null);
  const log = useRef<HTMLDivElement>(null);

  useEffect(() => onShiftThrice(() => controller.leave()), []);
  useEffect(() => (log.current === null ? undefined : holdLowerEdge(log.current)), []);
  useLayoutEffect(() => scrollToNewest(log.current), [conversation.entries.length, waiting]);

  /** Back to the field; after a tap to the log, or a keyboard would cover what comes. */
  const refocus = (event: MouseEvent) => {
    const tapped = event.detail > 0 && window.matchMedia("(pointer: coarse)").matches;
    (tapped ? log : field).current?.focus({ preventScroll: true });
  };

  return (
    <main>
      <Header
        onStartOver={() => {
          controller.startOver();
          field.current?.focus();
        }}
        onLeave={() => controller.leave()}
      />
      <div class="scroll" ref={log} role="log" aria-live="polite" aria-label={strings.conversation} tabIndex={0}>
        <div class="column">
          <Messages
            conversation={conversation}
            server={options.server}
            onAnswer={(button, event) => {
              controller.say(button.title, button.payload);
              refocus(event);
            }}
            onRetry={(id, event) => {
              void controller.retry(id);
              refocus(event);
            }}
          />
          {waiting && (
            <div class="typing">
              <span class="unseen">{strings.typing}</span>
              <i />
              <i />
              <i />
            </div>
          )}
        </div>
      </div>
      <footer>
        <div class="column connection" role="status">
          {note}
        </div>
        <Composer field={field} onSend={(text) => controller.say(text)} />
      </footer>
    </main>
  );
}
