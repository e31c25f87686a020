// The button that asks for a passkey, wherever one is asked for.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { KeyMark } from '../kit/Marks.tsx';

type PasskeyButtonProps = {
  readonly step: { readonly isPending: boolean; readonly mutate: () => void };
  /** It is what is to be done here, not another way. */
  readonly first?: boolean;
  readonly children: string;
};

export function PasskeyButton({ step, first = false, children }: PasskeyButtonProps): ReactNode {
  return (
    <Button
      type={first ? 'primary' : 'default'}
      block
      size="large"
      icon={<KeyMark />}
      loading={step.isPending}
      onClick={() => step.mutate()}
    >
      {children}
    </Button>
  );
}
