// One certificate, on a sheet that can be printed and handed over.
import { type Fact, FactList } from '../../kit/FactList.tsx';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import { getCertificate } from '../../../server/modules/privacy/contract.ts';
import { Answered } from '../../kit/Answered.tsx';
import { useAnswer } from '../../kit/answers.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { LineName } from '../../kit/LineName.tsx';
import { useLang } from '../../kit/preferences.ts';
import type { ScreenProps } from '../../kit/screens.ts';
import { useSession } from '../../kit/session.ts';
import { momentWords } from '../../kit/telling-time.ts';
import { useSay, useWords } from '../../kit/words.ts';
import '../privacy.css';
import { privacyWords } from '../shared/words.ts';
import { certificateWords } from './words.ts';

/** With the line of the audit that names it. */
type Named = z.output<typeof getCertificate.output>;

export default function CertificateScreen({ params }: ScreenProps): ReactNode {
  const words = useWords(certificateWords);
  const answer = useAnswer(getCertificate, { params: { id: params['certificate'] ?? '' } });
  return (
    <div className="privacy">
      <PageHeader
        title={answer.data === undefined ? words.title : `${words.title} ${words.number(answer.data.number)}`}
        windowTitle={words.title}
        back={<Link href="/privacy/certificates">{words.back}</Link>}
        actions={<Button onClick={() => print()}>{words.print}</Button>}
      />
      <Answered of={answer}>{(certificate) => <Sheet certificate={certificate} />}</Answered>
    </div>
  );
}

function Sheet({ certificate }: { readonly certificate: Named }): ReactNode {
  const words = useWords(certificateWords);
  const { organisation, may } = useSession();
  const lang = useLang();
  const { number, key } = certificate;
  return (
    <article className="certificate">
      <h2>
        {words.title} {words.number(number)}
      </h2>
      <p>{words.lead}</p>
      <Facts certificate={certificate} />
      <h3>{words.proves}</h3>
      <p>{key.kind === 'identity' ? words.provesIdentity : words.provesRecord}</p>
      <p>{key.fingerprint === null ? words.noFingerprint : words.fingerprintMeans}</p>
      <p>{certificate.auditLine === null ? words.auditLine : words.auditNumber(certificate.auditLine)}</p>
      {may('privacy.see-audit') ? (
        <p className="screen-only">
          <Link href={`/audit/lines/file:${certificate.file}`}>{words.toAudit}</Link>
        </p>
      ) : null}
      <p className="quiet print-only">{words.issued(organisation.name, momentWords(lang, new Date()))}</p>
    </article>
  );
}

function Facts({ certificate }: { readonly certificate: Named }): ReactNode {
  const words = useWords(certificateWords);
  const common = useWords(privacyWords);
  const say = useSay();
  const lang = useLang();
  const { file, line, class: of, at, dueAt, cause, rule, policy, key, decidedBy } = certificate;
  const facts: readonly Fact[] = [
    [words.class, <strong key="class">{common.classes[of]}</strong>],
    [words.at, momentWords(lang, at)],
    [words.dueAt, momentWords(lang, dueAt)],
    [words.cause, words.causes[cause]],
    [words.rule, say(rule)],
    [words.policy, common.policy(policy.version, common.days(policy.days))],
    [words.policyId, <code key="policy">{policy.id}</code>],
    ...(decidedBy === null ? [] : ([[words.decidedBy, decidedBy.name || common.somebody]] as const)),
    [words.line, <LineName key="line" line={line} />],
    [words.lineId, <code key="line-id">{line}</code>],
    [words.file, <code key="file">{file}</code>],
    [words.key, words.keys[key.kind]],
    ...(key.fingerprint === null ? [] : ([[words.fingerprint, <code key="print">{key.fingerprint}</code>]] as const)),
  ];
  return <FactList facts={facts} />;
}
