// What a person is told about how long something is kept, and by which rule a certificate says that it is gone. Written
// to be said aloud. Instants are exact inside; only here they become a date and time in Asia/Shanghai.
import type { Words } from '#platform/http/index.ts';
import { sayTime } from '#platform/saying-time.ts';
import type { ClockedClass, KeyKind } from './contract.ts';

/** Said when a follow-up is agreed: until when the contact details are kept (S1-26). */
export function sayFollowUp(meeting: Temporal.Instant, dueAt: Temporal.Instant | null, now: Temporal.Instant): Words {
  const day = sayTime(meeting, now);
  if (dueAt === null)
    return {
      zh: `我们约好的最后一次联系是${day.zh}。您的联系方式会保存到那之后，最多三天，然后自动删除。`,
      en: `Our last agreed contact is on ${day.en}. Your contact details are kept for at most three days after it and then deleted automatically.`,
    };
  const end = sayTime(dueAt, now);
  return {
    zh: `我们约好的最后一次联系是${day.zh}。您的联系方式会保存到${end.zh}，之后自动删除。`,
    en: `Our last agreed contact is on ${day.en}. Your contact details are kept until ${end.en} and then deleted automatically.`,
  };
}

/** Said when somebody asks to be forgotten at once. */
export function sayDeletion(held: boolean): Words {
  return held
    ? {
        zh: '您的要求已经记下。依照法律，您的联系方式现在还要保留一段时间；一旦可以删除，就会马上删除。',
        en: 'Your wish is on file. The law asks us to keep your contact details for some time yet; they will be deleted as soon as that ends.',
      }
    : {
        zh: '您的联系方式正在删除，几分钟内完成。',
        en: 'Your contact details are being deleted; it takes a few minutes at most.',
      };
}

/** Why something ended. */
export type Cause = 'clock' | 'wish' | 'decision';

/** The rule that a certificate names. */
export function ruleOf(key: KeyKind, of: ClockedClass, cause: Cause): Words {
  if (cause === 'wish')
    return { zh: '按本人要求删除（个人信息保护法 47）', en: 'Deleted at the person’s wish (PIPL 47)' };
  if (key === 'record')
    return { zh: '保存期满后经决定销毁（S3-69、S3-70）', en: 'Destroyed by decision after its term (S3-69, S3-70)' };
  return of === 'contact-details'
    ? {
        zh: '服务结束后按期删除联系方式（S0-25、S1-23）',
        en: 'Contact details deleted after the end of service (S0-25, S1-23)',
      }
    : {
        zh: '服务结束后按期删除有关求助信息（S1-23）',
        en: 'Help-seeking information deleted after the end of service (S1-23)',
      };
}
