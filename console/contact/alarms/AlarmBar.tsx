// Danger to life, on top of whatever administration and supervision are doing: who, when, and one button to say that it
// has been heard. Nothing else on the desk is red.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { z } from 'zod';
import { acknowledgeAlarm, Alarm, comeIn, followAlarms } from '../../../server/modules/contact/desk/contract.ts';
import { useChange } from '../../kit/answers.ts';
import { FailureNote } from '../../kit/FailureNote.tsx';
import { DoneMark } from '../../kit/Marks.tsx';
import { useLang } from '../../kit/preferences.ts';
import { useSession } from '../../kit/session.ts';
import { timeWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { openContact } from '../desk/desk-store.ts';
import type { StreamState } from '../live/event-stream.ts';
import { followShared } from '../live/shared-stream.ts';
import { play, readySounds } from '../live/sounds.ts';
import { contactWords } from '../words.ts';
import '../contact.css';
import { alarmsOnTop, asksMe, newAlarms, waitsFor } from './view.ts';
import { alarmWords } from './words.ts';

const Alarms = z.object({ alarms: z.array(Alarm) });

/** In the shell, above every screen. */
export default function AlarmBar(): ReactNode {
  const words = useWords(alarmWords);
  const { organisation, groups } = useSession();
  const [alarms, setAlarms] = useState<readonly Alarm[]>([]);
  const [link, setLink] = useState<StreamState>('opening');
  const known = useRef<readonly Alarm[]>([]);
  const mine = useRef(groups);
  mine.current = groups;
  useEffect(readySounds, []);
  useEffect(() => {
    known.current = [];
    setAlarms([]);
    return followShared(`xindeng-alarms ${organisation.id}`, followAlarms.path, {
      onState: setLink,
      onEvent: (event, sounds) => {
        if (event.event !== 'alarms') return;
        const next = Alarms.parse(JSON.parse(event.data)).alarms;
        if (sounds && newAlarms(known.current, next, mine.current).length > 0) play('alarm');
        known.current = next;
        setAlarms(next);
      },
    });
  }, [organisation.id]);
  const shown = alarmsOnTop(alarms, groups);
  return (
    <div className="alarm-bar" role="alert" aria-label={words.label}>
      {shown.map((alarm) => (
        <AlarmRow key={alarm.contact} alarm={alarm} />
      ))}
      {link === 'lost' && shown.length > 0 ? <p className="link-lost">{words.lost}</p> : null}
    </div>
  );
}

/** One alarm; on the wallboard too. */
export function AlarmRow({ alarm }: { readonly alarm: Alarm }): ReactNode {
  const words = useWords(alarmWords);
  const names = useWords(contactWords);
  const lang = useLang();
  const { groups, may } = useSession();
  const acknowledge = useChange(acknowledgeAlarm, { touches: [] });
  const [, navigate] = useLocation();
  const come = useChange(comeIn, {
    touches: [],
    onDone: () => {
      openContact(alarm.contact);
      navigate('/desk');
    },
  });
  const params = { id: alarm.contact };
  const asked = asksMe(alarm, groups);
  const failure = acknowledge.error ?? come.error;
  return (
    <div className="alarm" data-asked={asked}>
      <svg className="mark" viewBox="0 0 20 20" width="22" height="22" aria-hidden="true">
        <path d="M10 2.75L18 16.5H2z" />
        <path d="M10 8v4M10 14.2v.2" />
      </svg>
      <div className="alarm-words">
        <p className="alarm-lead">{words.lead(alarm.number, alarm.line)}</p>
        <p className="alarm-facts">
          <span>{words.by(alarm.by.name, timeWords(lang, alarm.at))}</span>
          {(['administration', 'supervision'] as const).map((group) => {
            const done = alarm[group];
            return done === null ? null : (
              <span key={group}>
                <DoneMark />
                {words.done(names.groups[group], done.by.name, timeWords(lang, done.at))}
              </span>
            );
          })}
          {waitsFor(alarm).length === 0 ? null : (
            <span>
              {words.waits(
                waitsFor(alarm)
                  .map((group) => names.groups[group])
                  .join(names.list),
              )}
            </span>
          )}
        </p>
        {failure === null ? null : <FailureNote failure={failure} />}
      </div>
      <div className="alarm-acts">
        {may('contact.supervise') ? (
          <button
            type="button"
            disabled={come.isPending}
            onClick={() => come.mutate({ params, body: { mode: 'silent' } })}
          >
            {words.come}
          </button>
        ) : null}
        {asked ? (
          <button
            type="button"
            className="alarm-main"
            disabled={acknowledge.isPending}
            onClick={() => acknowledge.mutate({ params })}
          >
            {words.acknowledge}
          </button>
        ) : null}
      </div>
    </div>
  );
}
