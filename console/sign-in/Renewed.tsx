// Tells somebody that their access was renewed by a link, by whom and when: whoever did not ask for it learns here that
// somebody else may have come in as them.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Me } from '../../server/modules/sign-in/contract.ts';
import { confirmRenewal } from '../../server/modules/sign-in/way-back/contract.ts';
import { call } from '../kit/call.ts';
import { FailureNote } from '../kit/FailureNote.tsx';
import { useLang } from '../kit/preferences.ts';
import { momentWords } from '../kit/telling-time.ts';
import { useWords } from '../kit/words.ts';
import { Frame } from './Frame.tsx';
import { renewalWords } from './renewal-words.ts';
import { goOn, useStep } from './steps.ts';

type Renewal = NonNullable<Me['renewed']>;

/** One sentence: when, by whom, and what. */
export function RenewalSentence({ renewal }: { readonly renewal: Renewal }): ReactNode {
  const words = useWords(renewalWords);
  const lang = useLang();
  return words.renewed(momentWords(lang, renewal.at), renewal.by ?? words.operator, renewal.secondFactor);
}

export function Renewed({ renewal, over }: { readonly renewal: Renewal; readonly over: boolean }): ReactNode {
  const words = useWords(renewalWords);
  const confirm = useStep(async () => {
    await call(confirmRenewal);
    await goOn();
  });
  return (
    <Frame title={words.renewedTitle} over={over}>
      <p>
        <RenewalSentence renewal={renewal} />
      </p>
      <p>{words.notYou}</p>
      {confirm.error === null ? null : <FailureNote failure={confirm.error} />}
      <Button type="primary" size="large" block loading={confirm.isPending} onClick={() => confirm.mutate()}>
        {words.known}
      </Button>
    </Frame>
  );
}
