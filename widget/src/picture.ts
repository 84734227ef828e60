/** Which pictures may be shown inside the page. */

/** True for the server's own pictures and for data URLs: any other host would learn who reads here. */
export function mayShow(src: string, server: string): boolean {
  if (src.startsWith("data:image/")) return true;
  const own = server || window.location.origin;
  try {
    return new URL(src, own).origin === new URL(own).origin;
  } catch {
    return false;
  }
}
