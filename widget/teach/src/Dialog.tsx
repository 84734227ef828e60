/** A window in front of the page. Escape and Cancel close it; the focus goes back to where it was. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { strings } from "./strings";

interface Props {
  title: string;
  /** Missing where one has to answer. */
  onClose?: () => void;
  wide?: boolean;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, wide = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);
  // Browsers close a window at the second Escape, or at a gesture, without asking.
  const closed = () => {
    if (dialog.current === null || dialog.current.open) return;
    if (onClose) onClose();
    else dialog.current.showModal();
  };
  return (
    <dialog
      ref={dialog}
      class={wide ? "wide" : ""}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClose={closed}
    >
      <div class="title">
        <h2 id={heading}>{title}</h2>
        {onClose && (
          <button type="button" class="icon" aria-label={strings.close} title={strings.close} onClick={onClose}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M6 6l12 12M18 6 6 18" />
            </svg>
          </button>
        )}
      </div>
      {children}
    </dialog>
  );
}
