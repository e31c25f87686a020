// What a person is told when something cannot be done. A fault says what to do next in two plain languages and
// carries the request's id, so that it can be read out on the telephone; it never repeats what was sent.
import type { RefusalAnswer, Words } from './route.ts';
import type { Denial } from './staff.ts';

/** One field of an input that cannot be used, by its name in the API. */
export type FieldFault = { readonly field: string; readonly message: Words };

/** Why a request got no answer. `code` is for programs, `message` for people. */
export type Fault = {
  readonly status: number;
  readonly code: string;
  readonly message: Words;
  readonly detail?: string;
  readonly fields?: readonly FieldFault[];
  /** Methods that this address does know, for 405. */
  readonly allow?: string;
  /** Seconds after which asking again may succeed, for 429 and 503. */
  readonly after?: number;
};

const usual: Readonly<Record<number, readonly [code: string, zh: string, en: string]>> = {
  400: [
    'bad-request',
    '这个请求读不懂，请检查后再试一次。',
    'This request could not be read. Please check it and try again.',
  ],
  401: ['not-signed-in', '请您先登录。', 'Please sign in first.'],
  403: ['not-allowed', '您没有进行这项操作的权限。', 'You do not have the right to do this.'],
  404: ['not-found', '没有找到您要看的内容。', 'There is nothing at this address.'],
  405: ['method-not-allowed', '这个地址不支持这种操作。', 'This address does not take this method.'],
  406: ['not-acceptable', '这里没有您要的格式。', 'This is not available in the format you asked for.'],
  408: ['too-slow', '等待您的请求时超时了，请再试一次。', 'Your request took too long to arrive. Please try again.'],
  409: ['conflict', '内容刚刚有了变化，请刷新后再试一次。', 'This has just changed. Please reload and try again.'],
  410: ['gone', '这里的内容已经撤下。', 'What was here has been taken down.'],
  413: ['too-large', '发送的内容太大了。', 'What you sent is too large.'],
  414: [
    'address-too-long',
    '网址太长了，请缩短后再试一次。',
    'The address is too long. Please shorten it and try again.',
  ],
  415: ['unknown-type', '这里不支持您发送的内容格式。', 'This kind of content is not taken here.'],
  422: [
    'not-usable',
    '有些内容无法使用，请检查后再试一次。',
    'Some of this cannot be used. Please check it and try again.',
  ],
  429: ['too-many', '请求太频繁了，请稍等一会儿再试。', 'Too many requests. Please wait a little and try again.'],
  431: ['headers-too-large', '网址或请求头太长了。', 'The address or the headers are too long.'],
  500: [
    'unexpected',
    '我们这边出了问题，已经记录下来。请稍后再试。',
    'Something went wrong on our side and is on record. Please try again later.',
  ],
  503: [
    'not-available',
    '现在暂时无法处理，请稍后再试。',
    'This is not available just now. Please try again a little later.',
  ],
};

/** The usual fault of a status. Statuses without words of their own speak as 400 or 500. */
export function faultOf(status: number): Fault {
  const [code, zh, en] = usual[status] ?? usual[status < 500 ? 400 : 500] ?? ['unexpected', '', ''];
  return { status, code, message: { zh, en } };
}

const denials: Readonly<Record<Denial, Fault>> = {
  'not-signed-in': faultOf(401),
  'session-locked': {
    status: 401,
    code: 'session-locked',
    message: { zh: '屏幕已经锁上，请输入密码继续。', en: 'The screen is locked. Enter your password to go on.' },
  },
  'second-step-needed': {
    status: 401,
    code: 'second-step-needed',
    message: { zh: '还差一步，请完成第二步登录。', en: 'One step is left: please finish signing in.' },
  },
  'password-change-needed': {
    status: 403,
    code: 'password-change-needed',
    message: { zh: '请先换一个自己的密码。', en: 'Please choose a password of your own first.' },
  },
  'second-factor-needed': {
    status: 403,
    code: 'second-factor-needed',
    message: {
      zh: '您所在的组需要两步登录，请先设置第二步。',
      en: 'Your group signs in with two factors. Please set up the second one first.',
    },
  },
  'unknown-organisation': {
    status: 403,
    code: 'unknown-organisation',
    message: {
      zh: '您不在这个机构里，请换一个机构。',
      en: 'You do not belong to this organisation. Please choose another.',
    },
  },
  'not-allowed': faultOf(403),
};

/** The fault for somebody who may not. */
export function faultOfDenial(denial: Denial): Fault {
  return denials[denial];
}

/** The fault of a change that a page of another site asks for. */
export const fromElsewhere: Fault = {
  status: 403,
  code: 'from-elsewhere',
  message: {
    zh: '这个请求来自别的网站，没有执行。',
    en: 'This request came from another site and was not carried out.',
  },
};

/** The fault for a refusal as a row answers it. */
export function faultOfRefusal(answer: RefusalAnswer, told: Told): Fault {
  const { refusal, detail, after } = told;
  const status = typeof answer === 'number' ? answer : answer.status;
  const message = typeof answer === 'number' ? faultOf(status).message : { zh: answer.zh, en: answer.en };
  const more = { ...(detail === undefined ? {} : { detail }), ...(after === undefined ? {} : { after }) };
  return { status, code: refusal, message, ...more };
}

type Told = { readonly refusal: string; readonly detail?: string; readonly after?: number };

/** The body of a fault on the API. */
export function faultBody(fault: Fault, id: string): { readonly error: object } {
  const { code, message, detail, fields, after } = fault;
  const told = { ...(detail === undefined ? {} : { detail }), ...(fields ? { fields } : {}) };
  return { error: { code, message, ...told, ...(after === undefined ? {} : { after }), id } };
}
