/** Which addresses the chat shows or offers by itself: any other host would learn who reads here. */

/** The address, made absolute, if it leads to the server itself; else `null`. */
export function ownAddress(src: string, server: string): string | null {
  const own = server || window.location.origin;
  try {
    const url = new URL(src, own);
    return url.origin === new URL(own).origin ? url.href : null;
  } catch {
    return null;
  }
}

/** The address of a picture that may be shown inside the page: the server's own, or a data URL. */
export function pictureAddress(src: string, server: string): string | null {
  return src.startsWith("data:image/") ? src : ownAddress(src, server);
}
