// The list of certificates as an export: what an auditor or the person concerned may be given as proof that what was
// promised to be forgotten is gone. It says what died and by which rule, never what was in it.
import type { Words } from '#platform/http/index.ts';
import { defineExport, type ExportKind } from '#audit/index.ts';
import { type Certificate, CertificatesScope } from './contract.ts';
import { loadCertificates } from './reading-store.ts';

const columns: readonly Words[] = [
  { zh: '序号', en: 'No.' },
  { zh: '时间', en: 'Time' },
  { zh: '热线', en: 'Line' },
  { zh: '档案编号', en: 'File' },
  { zh: '类别', en: 'Class' },
  { zh: '到期', en: 'Clock ended' },
  { zh: '依据', en: 'Rule' },
  { zh: '期限版本', en: 'Policy version' },
  { zh: '天数', en: 'Days' },
  { zh: '密钥指纹', en: 'Fingerprint of the key' },
  { zh: '决定人', en: 'Decided by' },
];

const mostRows = 20_000;

/** Certificates of a span of days, the oldest first. */
export const certificatesExport: ExportKind = defineExport({
  kind: 'privacy.certificates',
  about: { zh: '删除凭证', en: 'Certificates of deletion' },
  may: 'privacy.see-clocks',
  form: 'table',
  scope: CertificatesScope,
  make: async (tx, scope) => {
    const { certificates } = await loadCertificates(tx, { ...scope, limit: mostRows + 1 });
    return { columns, rows: certificates.toReversed().map((one) => ({ cells: cellsOf(one) })) };
  },
});

function cellsOf({ rule, policy, key, decidedBy, ...one }: Certificate) {
  return [
    one.number,
    Temporal.Instant.from(one.at),
    one.line,
    one.file,
    one.class,
    Temporal.Instant.from(one.dueAt),
    `${rule.zh} ${rule.en}`,
    policy.version,
    policy.days,
    key.fingerprint,
    decidedBy?.name ?? null,
  ];
}
