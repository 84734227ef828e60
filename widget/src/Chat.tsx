/** The whole chat: header, conversation, field. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Composer } from "./Composer";
import type { Controller, View } from "./controller";
import { isWaiting } from "./conversation";
import { Header } from "./Header";
import type { Item } from "./Menu";
import { Messages } from "./Messages";
import { Notice } from "./Notice";
import { holdLowerEdge, scrollToNewest } from "./scroll";
import { onShiftThrice } from "./shift";
import { strings } from "./strings";
import { download, fileName, transcript } from "./transcript";

/** A connection that takes longer than this, in milliseconds, is mentioned. */
const CONNECTING_IS_SLOW = 1500;

/** What to say about the connection, if anything. */
function useConnectionNote(status: View["status"]): string | null {
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

/** What the menu offers; `refocus` takes the focus to where the answer will be. */
function menuItems(controller: Controller, refocus: (event: MouseEvent) => void): Item[] {
  const { conversation, kept } = controller.view;
  const asking = (title: string, payload: string): Item => ({
    label: title,
    onChoose: (event) => {
      controller.say(title, payload);
      refocus(event);
    },
  });
  const save = () => download(transcript(conversation, Date.now()), fileName(Date.now()));
  const startOver = (event: MouseEvent) => {
    controller.startOver();
    refocus(event);
  };
  return [
    { label: strings.startOver, onChoose: startOver },
    { label: strings.saveText, onChoose: save },
    { label: strings.keep, checked: kept, onChoose: () => controller.keep(!kept) },
    asking(strings.whatIsKept, "/ask_privacy"),
    asking(strings.giveFeedback, "/feedback"),
    asking(strings.eraseAll, "/erase"),
  ];
}

interface Props {
  controller: Controller;
  server: string;
  /** True where the page is nothing but the chat. */
  page?: boolean;
  /** Given where the chat can be closed. */
  onClose?: () => void;
}

export function Chat({ controller, server, page = false, onClose }: Props) {
  const { conversation, status, notice } = controller.view;
  const connection = useConnectionNote(status);
  const waiting = isWaiting(conversation);
  const field = useRef<HTMLTextAreaElement>(null);
  const log = useRef<HTMLDivElement>(null);
  const Frame = page ? "main" : "section";

  useEffect(() => onShiftThrice(() => controller.leave()), []);
  useEffect(() => (log.current === null ? undefined : holdLowerEdge(log.current)), []);
  useLayoutEffect(() => scrollToNewest(log.current), [conversation.entries.length, waiting]);

  /** Back to the field; after a tap to the log, or a keyboard would cover what comes. */
  const refocus = (event: MouseEvent) => {
    const tapped = event.detail > 0 && window.matchMedia("(pointer: coarse)").matches;
    (tapped ? log : field).current?.focus({ preventScroll: true });
  };

  return (
    <Frame class="chat" lang={strings.language} dir={strings.direction} aria-label={page ? undefined : strings.name}>
      <Header
        page={page}
        items={menuItems(controller, refocus)}
        onLeave={() => controller.leave()}
        onClose={onClose ?? null}
      />
      <div class="scroll" ref={log} role="log" aria-live="polite" aria-label={strings.conversation} tabIndex={0}>
        <div class="column">
          <Messages
            conversation={conversation}
            server={server}
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
          {connection}
        </div>
        <Notice
          text={notice}
          onDismiss={() => {
            controller.dismiss();
            field.current?.focus();
          }}
        />
        <Composer field={field} onSend={(text) => controller.say(text)} />
      </footer>
    </Frame>
  );
}
