/** Which part of the page is open: the address says it, so that a reload or a bookmark finds back. */
import { useEffect, useState } from "preact/hooks";

export const PLACES = ["label", "settle", "add", "knows", "agreement", "check"] as const;
export type Place = (typeof PLACES)[number];
/** Only maintainers have these. */
export const FOR_MAINTAINERS: readonly Place[] = ["settle", "add"];

export function placeIn(hash: string): Place {
  const name = hash.replace(/^#\/?/, "").split("/")[0];
  return PLACES.find((place) => place === name) ?? "label";
}

/** The token in the part of an address that no server sees; `null` without one. */
export function tokenIn(hash: string): string | null {
  const token = /^#token=(.+)$/.exec(hash)?.[1];
  if (token === undefined) return null;
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

/** The token of the address, which is cleared: neither history nor a bookmark shall have it. */
export function takeToken(): string | null {
  const token = tokenIn(location.hash);
  if (token !== null) history.replaceState(null, "", location.pathname);
  return token;
}

/** The open part; `onToken` hears of a link with a token that is opened in this tab. */
export function usePlace(onToken: (token: string) => void): Place {
  const [place, setPlace] = useState(() => placeIn(location.hash));
  useEffect(() => {
    const update = () => {
      const token = takeToken();
      if (token !== null) onToken(token);
      setPlace(placeIn(location.hash));
    };
    window.addEventListener("hashchange", update);
    return () => window.removeEventListener("hashchange", update);
  }, []);
  return place;
}
