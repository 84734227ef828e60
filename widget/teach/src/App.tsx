/** The page around its parts: who is there, the ways between the parts, and the voice that says what happened. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Mark } from "../../shared/Mark";
import { Add } from "./Add";
import { AgreementPage } from "./Agreement";
import { Api, Refusal, request, SIGNED_OUT } from "./api";
import { Check } from "./Check";
import { Dialog } from "./Dialog";
import { Knows } from "./Knows";
import { Label } from "./Label";
import { logIn, Login } from "./Login";
import type { Codebook, Me, Teacher } from "./protocol";
import { FOR_MAINTAINERS, PLACES, takeToken, usePlace, type Place } from "./router";
import { textOf, type Room } from "./room";
import { Settle } from "./Settle";
import { strings } from "./strings";
import { Trouble } from "./Trouble";
import { useSitting } from "./useSitting";

/** How long a line of what happened stays, in milliseconds. */
const READ_BY = 6000;

interface Inside {
  me: Me;
  codebook: Codebook;
}

/** Before the page is known to be somebody's: on the way in, at the door, or turned away. */
type Door = { kind: "asking" } | { kind: "closed"; trouble: string | null } | { kind: "failed"; trouble: string };

export function App() {
  const [inside, setInside] = useState<Inside | null>(null);
  const [door, setDoor] = useState<Door>({ kind: "asking" });

  const enter = async (token: string | null) => {
    setDoor({ kind: "asking" });
    try {
      if (token !== null) await logIn(token);
      const [me, codebook] = await Promise.all([request<Me>("GET", "me"), request<Codebook>("GET", "codebook")]);
      setInside({ me, codebook });
    } catch (error) {
      const closed = error instanceof Refusal && (error.status === SIGNED_OUT || token !== null);
      const trouble = textOf(error);
      if (closed) setDoor({ kind: "closed", trouble: token === null ? null : trouble });
      else setDoor({ kind: "failed", trouble });
    }
  };
  useEffect(() => void enter(takeToken()), []);

  if (inside !== null) return <Rooms inside={inside} onMe={(me) => setInside({ ...inside, me })} />;
  return (
    <main class="door">
      <Mark />
      <h1>{strings.title}</h1>
      {door.kind === "asking" && <p role="status">{strings.loading}</p>}
      {door.kind === "failed" && <Trouble text={door.trouble} onRetry={() => void enter(null)} />}
      {door.kind === "closed" && (
        <>
          <p>{strings.signInWhy}</p>
          <Login trouble={door.trouble} onIn={() => void enter(null)} />
        </>
      )}
    </main>
  );
}

interface Told {
  shown: string;
  spoken: string;
  number: number;
}

/** A line that is shown for a while and read aloud. */
function useVoice(): [Told, Room["say"]] {
  const [told, setTold] = useState<Told>({ shown: "", spoken: "", number: 0 });
  useEffect(() => {
    if (told.shown === "") return;
    const timer = setTimeout(() => setTold((before) => ({ ...before, shown: "" })), READ_BY);
    return () => clearTimeout(timer);
  }, [told.number]);
  const say = (shown: string, more = "") =>
    setTold((before) => ({ shown, spoken: `${shown} ${more}`.trim(), number: before.number + 1 }));
  return [told, say];
}

function Rooms({ inside: { me, codebook }, onMe }: { inside: Inside; onMe: (me: Me) => void }) {
  const [told, say] = useVoice();
  const [signedOut, setSignedOut] = useState<((teacher: Teacher) => void) | null>(null);
  const main = useRef<HTMLElement>(null);
  const place = usePlace((token) => void logIn(token).then(() => location.reload(), (error) => say(textOf(error))));

  const api = useMemo(() => {
    const signIn = () =>
      new Promise<void>((resolve) => {
        setSignedOut(() => (teacher: Teacher) => {
          // What somebody chose must not be saved in another's name: what waits is never sent.
          if (teacher.name !== me.name) {
            location.reload();
            return;
          }
          setSignedOut(null);
          resolve();
        });
      });
    return new Api(signIn);
  }, []);
  const refresh = () => void api.get<Me>("me").then(onMe, () => {});
  const room: Room = { api, me, codebook, say, refresh };
  const desk = useSitting(room);

  const shown = me.role === "maintainer" ? place : withoutRights(place);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${strings.places[shown]} · ${strings.title}`;
    if (!first.current) {
      scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
      refresh();
    }
    first.current = false;
  }, [shown]);

  const leave = async () => {
    await request("POST", "logout", {}).catch(() => {});
    location.replace(location.pathname);
  };

  return (
    <>
      <Top me={me} place={shown} onSkip={() => main.current?.focus()} onLeave={() => void leave()} />
      <main ref={main} tabIndex={-1} class={shown === "label" ? "wide" : ""}>
        {shown === "label" && <Label room={room} desk={desk} />}
        {shown === "settle" && <Settle room={room} />}
        {shown === "add" && <Add room={room} />}
        {shown === "knows" && <Knows room={room} />}
        {shown === "agreement" && <AgreementPage room={room} />}
        {shown === "check" && <Check room={room} />}
      </main>
      <p class="told" aria-hidden="true">
        {told.shown}
      </p>
      <div class="unseen" role="status">
        <p key={told.number}>{told.spoken}</p>
      </div>
      {signedOut !== null && (
        <Dialog title={strings.endedTitle}>
          <p>{strings.endedWhy}</p>
          <Login trouble={null} onIn={signedOut} />
        </Dialog>
      )}
    </>
  );
}

function withoutRights(place: Place): Place {
  return FOR_MAINTAINERS.includes(place) ? "label" : place;
}

interface TopProps {
  me: Me;
  place: Place;
  /** Past all this, to the content. */
  onSkip: () => void;
  onLeave: () => void;
}

function Top({ me, place, onSkip, onLeave }: TopProps) {
  const nav = useRef<HTMLElement>(null);
  // Where there is no room for all, the open one is to be seen.
  useEffect(() => nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }), [place]);
  const waiting: Partial<Record<Place, number>> = {
    label: me.left,
    settle: me.counts.different,
    add: me.counts.ready,
  };
  const open = PLACES.filter((one) => me.role === "maintainer" || !FOR_MAINTAINERS.includes(one));
  return (
    <header>
      <button type="button" class="skip" onClick={onSkip}>
        {strings.skip}
      </button>
      <div class="top">
        <Mark />
        <p class="brand">
          {strings.name} <span>{strings.teaching}</span>
        </p>
        <nav aria-label={strings.parts} ref={nav}>
          {open.map((one) => (
            <a key={one} href={`#/${one}`} aria-current={one === place ? "page" : undefined}>
              {strings.places[one]}
              {waiting[one] !== undefined && waiting[one] > 0 && <span class="count">{waiting[one]}</span>}
            </a>
          ))}
        </nav>
        <p class="who">{me.name}</p>
        <button type="button" onClick={onLeave}>
          {strings.signOut}
        </button>
      </div>
    </header>
  );
}
