/** Leaving quickly: for somebody who must not be seen here. Nothing in it waits for the network. */

/** Where the page goes unless the server names another site. Opens fast, and nobody wonders about it. */
export const LEAVE_TO = "https://www.wikipedia.org/";

/** True for `/leave`, in whatever case and with blanks around. */
export function asksToLeave(text: string): boolean {
  return text.trim().toLowerCase() === "/leave";
}

/** Tell the server, without waiting, that the session of `token` is over. A beacon outlives its page. */
export function tellServer(server: string, token: string): void {
  try {
    navigator.sendBeacon(`${server || window.location.origin}/leave`, token);
  } catch {
    // Forbidden or unknown to this browser: going away matters more.
  }
}

/** Go to `address` in place of this page, so that Back does not return to it. */
export function goTo(address: string): void {
  document.title = new URL(address).hostname;
  try {
    // In a frame, the page around it has to go as well.
    (window.top ?? window).location.replace(address);
  } catch {
    window.location.replace(address);
  }
}
