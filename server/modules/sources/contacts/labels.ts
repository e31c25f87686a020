// The words around contacts. Some only say that a number is a number (咨询电话, Tel) and are dropped; some say
// what kind of contact follows (QQ, 微信公众号, 传真); the rest is what the list wants the reader to
// know (座机用户拨打, 晚班) and is kept as the contact's note.
import { halfWidth } from './half-width.ts';

/** What the digits after a label are. */
export type Label = 'phone' | 'qq' | 'wechat' | 'email' | 'app' | 'fax' | 'postcode';

const labels: readonly (readonly [Label, RegExp])[] = [
  ['qq', /qq(?!邮箱)|扣扣/gi],
  ['wechat', /微信|公众号|公号|wechat|weixin/gi],
  ['email', /邮箱|信箱|邮件|e-?mail/gi],
  ['fax', /传真|fax/gi],
  ['postcode', /邮编|邮政编码/gi],
  ['phone', /电话|热线|手机|座机|固话|小灵通|专线|拨打|tel|phone|hotline/gi],
];

/** The label a stretch of text ends on: the last one that stands in it. 电话/传真 is a telephone too. */
export function labelIn(text: string): Label | null {
  const folded = halfWidth(text).slice(-80);
  const found = labels.flatMap(([label, pattern]) =>
    [...folded.matchAll(pattern)].map(({ index }) => ({ label, index })),
  );
  const last = found.toSorted((a, b) => a.index - b.index).at(-1);
  return last?.label === 'fax' && /(?:电话|tel)[^a-z\p{Script=Han}]{0,3}(?:传真|fax)/iu.test(folded)
    ? 'phone'
    : (last?.label ?? null);
}

/** Words that only say that a contact is a contact. */
const plainWords =
  /全国|全省|全市|免费|公益|心理|援助|咨询|服务|支持|危机|干预|辅导|疏导|热线|专线|电话|号码|联系|方式|手机|座机|固话|拨打|致电|欢迎|邮箱|电子|信箱|邮件|账号|帐号|微信|公众|或者|以及|e-?mail|wechat|weixin|hotline|phone|mobile|tel|fax|传真|邮编|qq|[号群请可拨及和与或为是的至：:.．·•*“”"'‘’《》<>→=_~—–+#()（）【】-]/gi;

/** A note worth keeping, trimmed; empty when the words say nothing beyond "telephone". */
export function plainNote(text: string): string {
  if (halfWidth(text).replaceAll(plainWords, '').trim() === '') return '';
  return text
    .slice(0, 500)
    .replace(/^[\s：:→·•*,，)）(（-]{1,40}/, '')
    .replace(/[\s：:→(（]{1,40}$/, '');
}

/** An app or a WeChat account that is given in words. */
export type NamedAccount = {
  readonly kind: 'app' | 'wechat';
  readonly number: string;
  readonly display: string;
};

const quoted = /[“"‘「《]([^“”"‘’「」《》]{1,60})[”"’」》]/;
const calls = /(?:请|可|也可)?(?:通过|关注|搜索|扫码|添加|下载|登录|打开|进入|使用|点击)+/g;

/** Reads 简单心理app 免费热线, 支付宝搜索“…”进入, 微信公众号：… `label`: what the column or an earlier label says. */
export function accountIn(words: string, label: Label): NamedAccount | null {
  const text = halfWidth(words).trim();
  if (text === '' || text.length > 200) return null;
  if (/微信|公众号|公号|wechat|weixin/i.test(text)) return wechatAccount(text);
  if (/支付宝|小程序|客户端|app(?![a-z])/i.test(text)) return appAccount(text);
  const name = quoted.exec(text)?.[1] ?? text;
  if (label === 'app') return { kind: 'app', number: name, display: name };
  return label === 'wechat' ? { kind: 'wechat', number: name, display: name } : null;
}

/** Named before the word (…中心微信公众号) or after it (微信公众号：…). */
function wechatAccount(text: string): NamedAccount | null {
  const service =
    /(?:企业)?(?:微信|wechat|weixin)?[ ]?(?:公众平台|公众号|公号|服务号|订阅号|小程序|微信号|号|搜索|搜|关注)*[: ]*/gi;
  const place = text.search(/(?:企业)?微信|公众号|公号|wechat|weixin/i);
  service.lastIndex = Math.max(0, place);
  const label = service.exec(text);
  const after = label ? text.slice(label.index + label[0].length) : '';
  const before = text.slice(0, label?.index ?? 0);
  const named = quoted.exec(text)?.[1] ?? (before.replaceAll(calls, '').trim() === '' ? after : before);
  const number = named.replaceAll(calls, '').trim();
  return number === '' ? null : { kind: 'wechat', number, display: number };
}

function appAccount(text: string): NamedAccount | null {
  const name = quoted.exec(text)?.[1];
  if (/支付宝/.test(text)) {
    return { kind: 'app', number: name ?? '支付宝', display: name ? `支付宝搜索“${name}”` : '支付宝' };
  }
  const before = /^(.*?)\s*(?:手机)?(?:app|小程序|客户端)/i.exec(text)?.[1] ?? '';
  const number = (name ?? before).replaceAll(calls, '').trim();
  return number === '' ? null : { kind: 'app', number, display: `${number} App` };
}
