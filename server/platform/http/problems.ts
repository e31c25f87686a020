// zod speaks to programmers. This turns what it found into one sentence a field, in both languages, naming the
// field and what would be right, and never the value: that may be personal and would end in somebody's log.
import type { z } from 'zod';
import type { FieldFault } from './fault.ts';
import type { Words } from './route.ts';

type Issue = z.core.$ZodIssue;

/** The faults of an input which was given as `value`, at most twenty, each named as `query.region`. */
export function fieldFaults(value: unknown, error: z.ZodError): readonly FieldFault[] {
  return error.issues.slice(0, 20).map((issue) => ({
    field: issue.path
      .map(String)
      .filter((step) => /^[\w-]{1,60}$/.test(step))
      .join('.'),
    message: isMissing(value, issue.path) ? missing : sentence(issue),
  }));
}

const missing: Words = { zh: '请填写这一项。', en: 'Please fill this in.' };

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let at: unknown = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return true;
    at = Reflect.get(at, step);
  }
  return at === undefined;
}

function sentence(issue: Issue): Words {
  switch (issue.code) {
    case 'invalid_type':
      return typeSentence(issue);
    case 'too_small':
      return sizeSentence(issue, issue.minimum, 'least');
    case 'too_big':
      return sizeSentence(issue, issue.maximum, 'most');
    case 'invalid_value':
      return choices(issue.values.map(String));
    case 'unrecognized_keys':
      return { zh: '这里有不认识的字段。', en: 'There are fields here that are not known.' };
    case 'not_multiple_of':
      return { zh: `须是 ${issue.divisor} 的倍数。`, en: `It must be a multiple of ${issue.divisor}.` };
    case 'invalid_format':
      return formatSentence(issue.format);
    default:
      return { zh: '这里的内容无法使用。', en: 'This cannot be used.' };
  }
}

const types: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  string: ['一段文字', 'text'],
  number: ['一个数字', 'a number'],
  int: ['一个整数', 'a whole number'],
  boolean: ['是或否', 'true or false'],
  array: ['一个列表', 'a list'],
  object: ['一组字段', 'an object'],
  date: ['一个日期', 'a date'],
};

function typeSentence(issue: Extract<Issue, { code: 'invalid_type' }>): Words {
  const [zh, en] = types[issue.expected] ?? ['另一种内容', 'of another kind'];
  return { zh: `这里应是${zh}。`, en: `This should be ${en}.` };
}

const units: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  string: [' 个字', ' characters'],
  array: [' 项', ' items'],
  set: [' 项', ' items'],
  file: [' 字节', ' bytes'],
};

function sizeSentence(issue: Issue & { origin: string }, bound: number | bigint, side: 'least' | 'most'): Words {
  const [zh, en] = units[issue.origin] ?? ['', ''];
  if (side === 'least' && issue.origin === 'string' && bound === 1) return missing;
  return side === 'least'
    ? { zh: `至少要 ${bound}${zh}。`, en: `It must be at least ${bound}${en}.` }
    : { zh: `不能超过 ${bound}${zh}。`, en: `It must be at most ${bound}${en}.` };
}

function choices(values: readonly string[]): Words {
  const some = values.slice(0, 30);
  return { zh: `只能是：${some.join('、')}。`, en: `It must be one of: ${some.join(', ')}.` };
}

const formats: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  email: ['邮箱地址', 'an e-mail address'],
  url: ['网址', 'a web address'],
  uuid: ['编号', 'an id'],
  date: ['日期，如 2026-11-22', 'a date such as 2026-11-22'],
  time: ['时间，如 08:30', 'a time such as 08:30'],
  datetime: ['日期和时间，如 2026-11-22T08:30:00+08:00', 'a date and time such as 2026-11-22T08:30:00+08:00'],
};

function formatSentence(format: string): Words {
  const known = formats[format];
  return known === undefined
    ? { zh: '格式不对。', en: 'It is not in the right form.' }
    : { zh: `这里应是${known[0]}。`, en: `This should be ${known[1]}.` };
}
