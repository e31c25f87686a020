// The words of a screen in both languages, side by side: a sentence that one language lacks does not compile. Words with
// a part to fill in are functions, so that each language puts it where it belongs.
import type { Words } from './failure.ts';
import { type Lang, useLang } from './preferences.ts';

export type { Words } from './failure.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- the parameters of a sentence are whatever it needs
type Sentence = string | ((...parts: any[]) => string);
type Tree = { readonly [name: string]: Sentence | Tree };

/** The same names with the same parts to fill in. */
type Like<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...parts: infer Parts) => string
      ? (...parts: Parts) => string
      : Like<T[K]>;
};

/** The words of a module in both languages. */
export type TwoLanguages<T> = { readonly zh: Like<T>; readonly en: Like<T> };

/** Puts the two languages together: `twoLanguages({ zh: { … }, en: { … } })`. */
export function twoLanguages<T extends Tree>(both: { readonly zh: T; readonly en: Like<NoInfer<T>> }): TwoLanguages<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- T is like T, which cannot be seen before T is known
  return both as unknown as TwoLanguages<T>;
}

/** The words of a module in the language of the screen. */
export function useWords<T>(words: TwoLanguages<T>): Like<T> {
  return words[useLang()];
}

/** One sentence in the language of the screen. */
export function useSay(): (words: Words) => string {
  const lang = useLang();
  return (words) => words[lang];
}

/** For BCP 47: attributes and formats. */
export const tagOf = (lang: Lang): string => (lang === 'zh' ? 'zh-CN' : 'en-GB');
