/** The round button in the corner of somebody's site, and the panel it opens. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Chat } from "./Chat";
import type { Options } from "./controller";
import { isUnread } from "./conversation";
import { scrollToNewest } from "./scroll";
import { hasKept } from "./storage";
import { strings } from "./strings";
import { useController } from "./useController";

/** Where a panel would leave no room around it, it fills the screen. */
const SMALL = "(max-width: 30em), (max-height: 30em)";

export function Launcher(options: Options) {
  const [open, setOpen] = useState(false);
  // Nothing is asked of the server before somebody opens the chat, or if they did so on an earlier page.
  const [wanted, setWanted] = useState(hasKept);
  const controller = useController(options, wanted);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDialogElement>(null);
  const tapped = useRef(false);
  const wasOpen = useRef(false);
  const unread = !open && controller !== null && isUnread(controller.view.conversation);

  const onOpen = (event: MouseEvent) => {
    tapped.current = event.detail > 0 && window.matchMedia("(pointer: coarse)").matches;
    setWanted(true);
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
  };

  useLayoutEffect(() => {
    const dialog = panel.current;
    if (dialog === null || open === wasOpen.current) return;
    wasOpen.current = open;
    if (!open) {
      dialog.close();
      button.current?.focus();
      return;
    }
    const full = window.matchMedia(SMALL).matches;
    dialog.classList.toggle("full", full);
    if (full) dialog.showModal();
    else dialog.show();
    const log = dialog.querySelector<HTMLElement>("[role=log]");
    scrollToNewest(log);
    // After a tap not to the field: a keyboard would cover the first words.
    (tapped.current ? log : dialog.querySelector("textarea"))?.focus({ preventScroll: true });
  }, [open, controller]);
  useEffect(() => controller?.setOnScreen(open), [controller, open]);

  return (
    <aside class="dock" lang={strings.language} dir={strings.direction} aria-label={strings.name}>
      <dialog ref={panel} aria-label={strings.name} onKeyDown={onKeyDown} onClose={() => setOpen(false)}>
        {controller && <Chat controller={controller} server={options.server} onClose={() => setOpen(false)} />}
      </dialog>
      <button
        type="button"
        class="launcher"
        ref={button}
        hidden={open}
        aria-haspopup="dialog"
        aria-label={unread ? strings.openUnread : strings.open}
        title={strings.open}
        onClick={onOpen}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 4.500c-4.700 0-8 2.900-8 6.700 0 2.100 1 3.900 2.700 5.100L6 19.500l3.800-1.800c.7.150 1.400.2 2.200.2 4.700 0 8-2.900 8-6.700s-3.300-6.700-8-6.700z" />
          <path d="M8.500 10.500h7M8.500 13.300h4.500" />
        </svg>
        {unread && <span class="dot" />}
      </button>
      <span class="unseen" role="status">
        {unread ? strings.unread : null}
      </span>
    </aside>
  );
}
