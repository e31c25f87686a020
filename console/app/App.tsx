// The whole desk: its look, its language, its answers, and who may come in.
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import english from 'antd/locale/en_GB';
import chinese from 'antd/locale/zh_CN';
import { type ReactNode, useEffect, useLayoutEffect } from 'react';
import { Router } from 'wouter';
import { answers } from '../kit/answers.ts';
import { useLang } from '../kit/preferences.ts';
import { tagOf } from '../kit/words.ts';
import { showLight, themeOf, useLight } from '../kit/light.ts';
import { Entrance } from './Entrance.tsx';
import { followConnection } from './connection.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content;
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The entry component. */
export function App(): ReactNode {
  const light = useLight();
  const lang = useLang();
  useLayoutEffect(() => showLight(light), [light]);
  useLayoutEffect(() => {
    document.documentElement.lang = tagOf(lang);
  }, [lang]);
  useEffect(() => followConnection(), []);
  return (
    <ConfigProvider
      theme={themeOf(light, calm)}
      locale={lang === 'zh' ? chinese : english}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      {...(nonce === undefined ? {} : { csp: { nonce } })}
    >
      <QueryClientProvider client={answers}>
        <Router base="/console">
          <Entrance />
        </Router>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
