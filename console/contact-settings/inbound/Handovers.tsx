// What was handed over lately, and how it stands. Why and for whom stands nowhere but with the counsellor.
import type { ReactNode } from 'react';
import type { HandoverRow } from '../../../server/modules/contact/inbound/contract.ts';
import { contactWords } from '../../contact/words.ts';
import { useLang } from '../../kit/preferences.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { inboundWords } from './words.ts';

export function Handovers({ handovers }: { readonly handovers: readonly HandoverRow[] }): ReactNode {
  const words = useWords(inboundWords);
  const { risks } = useWords(contactWords);
  const lang = useLang();
  const { from, what, state, at } = words.handoverColumns;
  return (
    <section aria-labelledby="handovers">
      <h2 id="handovers">{words.latest}</h2>
      {handovers.length === 0 ? (
        <p className="quiet">{words.latestNone}</p>
      ) : (
        <table className="work-table plain-rows" aria-label={words.latest}>
          <thead>
            <tr>
              <th scope="col">{from}</th>
              <th scope="col">{what}</th>
              <th scope="col">{state}</th>
              <th scope="col" className="wide-only">
                {at}
              </th>
            </tr>
          </thead>
          <tbody>
            {handovers.map((one) => (
              <tr key={`${one.body.id} ${one.id}`}>
                <td>
                  {one.body.name}
                  <small className="quiet">
                    {one.origin} · {one.line.name}
                  </small>
                </td>
                <td>
                  {words.kinds[one.kind]}
                  {one.urgency === 'ordinary' ? null : <small>{risks[one.urgency]}</small>}
                </td>
                <td>
                  {words.states[one.state]}
                  {one.number === null ? null : <small className="quiet">{words.number(one.number)}</small>}
                </td>
                <td className="wide-only">{momentWords(lang, one.receivedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
