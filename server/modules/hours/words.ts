// The vocabulary of opening hours: every word the reader knows and what it stands for. A word that is not
// here is never skipped over: it makes the text "not understood", so a new word is an addition to this table.
import type { HoursScope } from './contract.ts';

/** What a word does in a sentence about hours. */
export type WordKind =
  | 'part-of-day' // 下午: moves a twelve-hour clock
  | 'next-day' // 次日
  | 'hour' // 点
  | 'minute' // 分
  | 'half' // 半
  | 'quarter' // 刻
  | 'hours' // 小时
  | 'all-day' // 全天候
  | 'any-time' // 随时: only where nothing else is said
  | 'whole-day' // 全天, which before bands only means every day
  | 'week' // 周, before a weekday
  | 'day' // 日, 天: Sunday after 周, a day in a date or in 7天
  | 'date' // 号, in a date
  | 'month'
  | 'year'
  | 'days' // a named set of days
  | 'range' // 至
  | 'join' // 和, between days
  | 'except' // 节假日 除外
  | 'except-open' // 除 节假日 外
  | 'except-close'
  | 'without' // 不含 节假日
  | 'with' // 含 节假日
  | 'as-usual' // 节假日 不休
  | 'year-round' // 全年无休
  | 'scope' // 座机, 白班, 疫情期间
  | 'audience' // 学生
  | 'whom' // 所有, 面向: only before an audience
  | 'line' // 热线: says nothing, but belongs to the scope it follows
  | 'channel' // QQ: says nothing before a number or behind bands, too much elsewhere
  | 'from' // 从
  | 'since' // 起, after a date
  | 'silent' // 服务时间: says nothing
  | 'refused'; // known, and known not to be readable as a schedule

export type PartOfDay =
  'dawn' | 'morning' | 'forenoon' | 'noon' | 'afternoon' | 'dusk' | 'evening' | 'night' | 'am' | 'pm';
export type NamedDays = 'every-day' | 'working-days' | 'rest-days' | 'public-holidays' | 'weekend';
export type WordSense = PartOfDay | NamedDays | HoursScope['kind'] | '';
export type Word = { readonly text: string; readonly kind: WordKind; readonly sense: WordSense };

// Simplified, half-width and lower case: the tokenizer folds a text before it looks a word up.
const TABLE: readonly (readonly [WordKind, WordSense, string])[] = [
  ['part-of-day', 'dawn', '凌晨'],
  ['part-of-day', 'morning', '早上 早晨 清晨 清早 早间 早 晨'],
  ['part-of-day', 'forenoon', '上午 午前'],
  ['part-of-day', 'noon', '中午 正午'],
  ['part-of-day', 'afternoon', '下午 午后'],
  ['part-of-day', 'dusk', '傍晚'],
  ['part-of-day', 'evening', '每晚 晚上 晚间 晚'],
  ['part-of-day', 'night', '夜间 夜里 夜晚 深夜 午夜 夜'],
  ['part-of-day', 'am', 'am a.m.'],
  ['part-of-day', 'pm', 'pm p.m.'],
  ['next-day', '', '次日 第二天 第二日 翌日 隔天 隔日 次晨'],
  ['hour', '', '点钟 点整 时整 点 时'],
  ['minute', '', '分'],
  ['half', '', '半'],
  ['quarter', '', '刻钟 刻'],
  ['hours', '', '个小时 小时 hours hour hrs hr h'],
  ['all-day', '', '全天候 昼夜'],
  ['any-time', '', '随时'],
  ['whole-day', '', '全天 全日 整天'],
  ['week', '', '每星期 每礼拜 每周 每逢周 逢周 星期 礼拜 周'],
  ['day', '', '日 天'],
  ['date', '', '号'],
  ['month', '', '月'],
  ['year', '', '年'],
  ['days', 'every-day', '每天 每日 天天 全年 常年 终年 一周七天 一周7天 每周七天 每周7天 全周'],
  ['year-round', '', '全年无休 全年不休 全年不打烊 365天 全年365天 365日 全年365日 三百六十五天'],
  ['days', 'working-days', '法定工作日 正常工作日 每个工作日 每工作日 工作日 上班日'],
  ['days', 'rest-days', '非工作日 法定休息日 休息日'],
  ['days', 'public-holidays', '国家法定节假日 法定节假日 国家法定假日 法定假日 国家节假日 公众假期 节假日'],
  ['days', 'public-holidays', '国家法定节假日期间 法定节假日期间 节假日期间'],
  ['days', 'weekend', '每个周末 每周末 每逢周末 周末 双休日 公休日 双休'],
  ['range', '', '至 到'],
  ['join', '', '以及 和 及 与 或 & +'],
  ['except', '', '除外 不上班 不开放 不服务 不接听 不值班 暂停服务 停止服务 暂停 休息 放假 停休 关闭'],
  ['except-open', '', '除了 除去 除'],
  ['except-close', '', '之外 以外 外'],
  ['without', '', '不包含 不包括 不含'],
  ['with', '', '包含 包括 含'],
  ['as-usual', '', '照常服务 照常接听 照常开放 照常上班 照常 不休息 不休 无休 正常服务 正常接听 正常开放 正常值班'],
  ['as-usual', '', '正常上班 照常值班 不打烊 不放假'],
  ['scope', 'landline', '座机 坐机 固定电话 固话'],
  ['scope', 'mobile', '移动电话 手机'],
  ['scope', 'shift', '白班 日班 早班 中班 晚班 夜班 大夜班 小夜班'],
  ['scope', 'during-event', '疫情防控期间 疫情防控期 疫情期间 疫情期 防控期间 疫情时期'],
  ['scope', 'otherwise', '非疫情防控期间 非疫情期间 疫情结束后 疫情过后 疫情后 平时 平常 其他热线 其它热线'],
  ['scope', 'otherwise', '其余热线 其他电话 其它电话 其余电话 其他号码 其它号码 其余号码 其他线路 其它线路'],
  ['scope', 'otherwise', '其他专线 其他人群 其他人员 其他群众 其余人群 其余人员'],
  ['audience', '', '群众 公众 大众 市民 居民 民众 百姓 人群 人员 人士 社会 社会公众 社会大众 外地 港澳台 医务人员'],
  ['audience', '', '医护人员 医务工作者 医护 医生 护士 民警 警察 公安 公安民警 军人 退役军人 志愿者 职工 员工'],
  ['audience', '', '师生 学生 大学生 中学生 小学生 中小学生 高校学生 研究生 教师 老师 教职工 家长 家属 患者 病人'],
  ['audience', '', '青少年 未成年人 儿童 少年 妇女 女性 男性 老年人 老人 孕产妇 残疾人 华人 华侨 侨胞 留学生'],
  ['whom', '', '所有 全体 全国 全省 全市 广大 普通 一线 各类 面向 针对 仅限 限 对 本校 校内 校外 在校 本院 高校'],
  ['whom', '', '防疫'],
  ['line', '', '热线电话 咨询热线 服务热线 咨询电话 热线 专线 电话 用户 拨打 请拨打 请拨 号码 专用'],
  ['channel', '', 'qq群 qq 微信公众号 微信号 微信 在线 网络 网上 线上 视频'],
  ['from', '', '从 自 由'],
  ['since', '', '起 开始 起始'],
  ['silent', '', '服务时间 开放时间 工作时间 接听时间 热线时间 咨询时间 值班时间 值守时间 营业时间 办公时间'],
  ['silent', '', '受理时间 热线服务时间 热线工作时间 热线开放时间 热线接听时间 电话接听时间 服务时段 开放时段'],
  ['silent', '', '接听时段 时间段 时段 时间 人工服务 人工接听 人工 提供服务 提供 服务 接听 开放 开通 营业 值班'],
  ['silent', '', '值守 轮值 受理 咨询 免费 不间断 心理援助 心理咨询 心理支持 心理服务 心理 援助 公益 全程 白天'],
  ['silent', '', '均可 均 都 皆 可 为 是 北京时间 即日起 的'],
  ['refused', '', '单周 双周 隔周 单日 双日 单号 双号 每月 每季 预约 寒暑假 寒假 暑假 学期 平日 左右 大约 约 分钟'],
  ['refused', '', '除夕 元旦 春节 清明 五一 劳动节 端午 中秋 国庆节 国庆 夏季 冬季 夏令时 冬令时 上半年 下半年'],
  ['refused', '', '其他时间 其它时间 其余时间'],
];

/** All words, by their first UTF-16 unit, longest first. */
export const WORDS: ReadonlyMap<number, readonly Word[]> = (() => {
  const heads = new Map<number, Word[]>();
  for (const [kind, sense, texts] of TABLE)
    for (const text of texts.split(' ')) {
      const head = text.charCodeAt(0);
      heads.set(head, [...(heads.get(head) ?? []), { text, kind, sense }]);
    }
  for (const words of heads.values()) words.sort((a, b) => b.text.length - a.text.length);
  return heads;
})();

/** Traditional characters that opening hours are written with, and in the same order what the table has for them. */
export const TRADITIONAL = '週點時節間個無務醫護員眾禮雙後電話機熱線開號兩餘與從晝學師鐘鍾營業聽諮詢對兒婦殘廣專為';
export const SIMPLIFIED = '周点时节间个无务医护员众礼双后电话机热线开号两余与从昼学师钟钟营业听咨询对儿妇残广专为';
