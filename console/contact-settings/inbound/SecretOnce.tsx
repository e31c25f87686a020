// A key that was just made, shown this once.
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { MadeKey } from '../../../server/modules/contact/inbound/contract.ts';
import { useWords } from '../../kit/words.ts';
import { inboundWords } from './words.ts';

type SecretOnceProps = { readonly made: MadeKey; readonly onClose: () => void };

/** Takes the focus when it appears. */
export function SecretOnce({ made: { body, key, secret }, onClose }: SecretOnceProps): ReactNode {
  const words = useWords(inboundWords);
  const heading = useRef<HTMLHeadingElement>(null);
  const [copied, setCopied] = useState('');
  useEffect(() => heading.current?.focus(), [key]);
  const copy = (): void =>
    void navigator.clipboard.writeText(secret).then(
      () => setCopied(words.copied),
      () => setCopied(words.copyFailed),
    );
  return (
    <section className="in-place wide-form secret-once" aria-labelledby="secret-once">
      <h2 id="secret-once" ref={heading} tabIndex={-1}>
        {words.made(body.name)}
      </h2>
      <p className="strong">{words.once}</p>
      <h3>{words.keyId}</h3>
      <code>{key}</code>
      <h3>{words.secret}</h3>
      <code>{secret}</code>
      <p className="quiet">{words.passOn}</p>
      <div className="form-actions">
        <Button type="primary" onClick={copy}>
          {words.copy}
        </Button>
        <Button onClick={onClose}>{words.keep}</Button>
        <span role="status" className="quiet">
          {copied}
        </span>
      </div>
    </section>
  );
}
