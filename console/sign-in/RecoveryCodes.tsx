// Recovery codes on the one occasion they are seen: to copy, to print, and not to be left before they are kept.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../kit/words.ts';
import { signInWords } from './words.ts';

type RecoveryCodesProps = { readonly codes: readonly string[]; readonly onKept: () => void };

export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps): ReactNode {
  const { codes: words } = useWords(signInWords);
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(codes.join('\n')).then(() => setCopied(true));
  return (
    <div className="recovery-codes">
      <h2 className="print-only">{words.printTitle}</h2>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="form-actions">
        <Button onClick={copy}>
          <span role="status">{copied ? words.copied : words.copy}</span>
        </Button>
        <Button onClick={() => print()}>{words.print}</Button>
      </div>
      <Button type="primary" size="large" block onClick={onKept}>
        {words.saved}
      </Button>
    </div>
  );
}
