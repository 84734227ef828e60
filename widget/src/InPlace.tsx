/** The chat where its element stands: on a page of its own, or among other things. */
import { Chat } from "./Chat";
import type { Options } from "./controller";
import { useController } from "./useController";

export function InPlace({ page, ...options }: Options & { page: boolean }) {
  const controller = useController(options, true);
  return controller && <Chat controller={controller} server={options.server} page={page} />;
}
