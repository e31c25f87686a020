// A line is looked for under every name it ever had. Lists put former and other names into brackets or
// after a 、; which is the present name is for the words around them to say.

/** A line's present name, and the names it had or also goes by. */
export type ReadNames = { readonly name: string; readonly formerNames: readonly string[] };

const IS_LINE = /(?:热线|专线|平台|中心|电话|信箱|服务队)$/;
const BRACKETED = /[（(]([^（()）]{2,80}(?:[（(][^（()）]*[)）][^（()）]*)?)[)）]\s*$/;
const FORMERLY = /(?:\d{4}年)?(?:以?前|之前)?(?:为|是|叫|名为)|^(?:原名?|曾用名|旧称)\s*[：:]?/;
const RENAMED = /(?:升级|更名|改名|改称|暂?称)为?\s*[：:]?\s*[“"「]([^”"」]{2,30})[”"」]/;
const ALSO = /^(?:又名|又称|也叫|简称|即|或称|全称)\s*[：:]?/;

/** Reads the names of a cell. `、` parts two names where each is the name of a line; 或 does so inside brackets. */
export function readNames(cell: string): ReadNames {
  const [first = '', ...rest] = cell.split('\n').map((part) => part.trim());
  const { name, others } = bracketNames(first);
  const [present = name, ...also] = splitNames(name);
  const formerNames = [...also, ...others, ...rest].filter((other) => other !== '' && other !== present);
  return { name: present, formerNames: [...new Set(formerNames)] };
}

function bracketNames(text: string): { readonly name: string; readonly others: readonly string[] } {
  const found = BRACKETED.exec(text);
  const inner = found?.[1] ?? '';
  const name = text.slice(0, found?.index ?? text.length).trim();
  const renamed = RENAMED.exec(inner)?.[1];
  if (renamed !== undefined) return { name, others: [renamed] };
  const former = FORMERLY.exec(inner);
  if (former !== null && isDated(inner, former)) {
    return {
      name,
      others: [
        inner
          .slice(former.index + former[0].length)
          .replace(/[“”"]/g, '')
          .trim(),
      ],
    };
  }
  const bare = inner.replace(ALSO, '').trim();
  const names = bare.split(/或者?|、|\s*\/\s*/).map((one) => one.trim());
  const alternative = bare !== inner || names.length > 1;
  if (alternative && names.every((one) => IS_LINE.test(one))) return { name, others: names };
  return { name: text.trim(), others: [] };
}

/** 2017年前为华夏心理热线 and 原华夏热线 tell a former name; 实为公益 does not. */
const isDated = (inner: string, former: RegExpExecArray): boolean =>
  former.index === 0
    ? /^(?:原|曾用名|旧称|\d{4}年|以?前|之前)/.test(inner)
    : /\d{4}年$/.test(inner.slice(0, former.index));

function splitNames(name: string): string[] {
  const parts = name.split('、').map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => part.length >= 4 && IS_LINE.test(part)) ? parts : [name];
}

/** A name that any line could have. */
const COMMON = /^(?:心理|热线|咨询|援助|服务|求助|支持|健康|危机|干预|电话|专线|平台)+$/;

/** Whether a name says nothing of whose line it is: 心理咨询热线. */
export const isCommon = (name: string): boolean => COMMON.test(name);

/** Whether a line's name is the name of the body that runs it: 许昌学院. */
export const isInstitution = (name: string): boolean => /(?:大学|学校|院)$/.test(name);
