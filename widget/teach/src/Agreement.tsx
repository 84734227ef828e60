/** How far teachers agree, question by question, and how to read that. */
import { bandOf, FEWEST } from "./kappa";
import { questionName } from "./names";
import type { Agreement, FieldAgreement } from "./protocol";
import { Shown } from "./Shown";
import { useLoaded, type Room } from "./room";
import { strings } from "./strings";

const figure = (number: number) => number.toFixed(2).replace("-", "−");

export function AgreementPage({ room }: { room: Room }) {
  const loaded = useLoaded<Agreement>(room, "agreement");
  return (
    <>
      <h1>{strings.agreementTitle}</h1>
      <p class="lead">{strings.agreementWhy}</p>
      <Shown loaded={loaded}>
        {({ items, fields, teachers }) => (
          <>
            <p>
              <b>{strings.agreementItems(items)}</b> {items < FEWEST && strings.tooFewWhy(FEWEST)}
            </p>
            <div class="wide-table" tabIndex={0} role="group" aria-label={strings.agreementTitle}>
              <table class="kappas">
                <thead>
                  <tr>
                    <th scope="col">{strings.question}</th>
                    <th scope="col">{strings.judgedByTwo}</th>
                    <th scope="col">{strings.same}</th>
                    <th scope="col">{strings.kappa}</th>
                    <th scope="col">{strings.howGood}</th>
                  </tr>
                </thead>
                <tbody>
                  {fields.map((field) => (
                    <tr key={field.field}>
                      <th scope="row">{questionName(room.codebook, field.field)}</th>
                      <td class="number">{field.items}</td>
                      <Values field={field} />
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <p class="soft">{strings.bandsWhy}</p>
            <h2>{strings.teachers}</h2>
            <div class="wide-table" tabIndex={0} role="group" aria-label={strings.teachers}>
              <table class="counts">
                <thead>
                  <tr>
                    <th scope="col">{strings.teacher}</th>
                    <th scope="col">{strings.role}</th>
                    <th scope="col">{strings.judgedCount}</th>
                  </tr>
                </thead>
                <tbody>
                  {teachers.map(({ name, role, active, judged }) => (
                    <tr key={name}>
                      <th scope="row">{name}</th>
                      <td>{active ? strings.roles[role] : strings.notActive}</td>
                      <td class="number">{judged}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Shown>
    </>
  );
}

function Values({ field: { items, share, kappa, low, high } }: { field: FieldAgreement }) {
  if (items < FEWEST)
    return (
      <td class="soft" colSpan={3}>
        {strings.tooFew}
      </td>
    );
  return (
    <>
      <td class="number">{Math.round(share * 100)} %</td>
      {kappa === null ? (
        <td class="soft" colSpan={2}>
          {strings.notTold}
        </td>
      ) : (
        <>
          <td>
            <b>{figure(kappa)}</b>{" "}
            {low !== null && high !== null && (
              <>
                <span class="soft">({strings.interval(figure(low), figure(high))})</span>
                <Interval kappa={kappa} low={low} high={high} />
              </>
            )}
          </td>
          <td>{bandOf(kappa)}</td>
        </>
      )}
    </>
  );
}

/** The same as a picture: a line from low to high, the kappa on it, on a scale from 0 to 1. */
function Interval({ kappa, low, high }: { kappa: number; low: number; high: number }) {
  const at = (value: number) => 4 + 92 * Math.min(1, Math.max(0, value));
  return (
    <svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="xMinYMid" aria-hidden="true">
      <path class="scale" d="M4 6H96" />
      <path class="range" d={`M${at(low)} 6H${at(high)}`} />
      <circle cx={at(kappa)} cy="6" r="4" />
    </svg>
  );
}
