// What a person is told about a meeting: when it is, with whom, and until when their contact details are kept for it
// (S1-26). In both languages at once, since it stands in the conversation as it was said.
import type { Words } from '#platform/http/index.ts';
import { sayMeeting } from '#platform/saying-time.ts';

/** Said when a meeting is agreed. `dueAt` null: the service goes on, so the three days are not counted yet. */
export function sayAgreed(meeting: Temporal.Instant, dueAt: Temporal.Instant | null, now: Temporal.Instant): Words {
  const when = sayMeeting(meeting, now);
  const until = dueAt === null ? null : sayMeeting(dueAt, now);
  return {
    zh: `我们约好${when.zh}再谈，还是由我来接。您的联系方式${
      until === null ? '会保存到那之后，最多三天' : `会保存到${until.zh}`
    }，然后自动删除。`,
    en: `We have agreed to talk again on ${when.en}, and it will be me. Your contact details are kept ${
      until === null ? 'for at most three days after that' : `until ${until.en}`
    } and then deleted automatically.`,
  };
}

/** Said when a meeting will not take place. */
export function sayCancelled(meeting: Temporal.Instant, dueAt: Temporal.Instant | null, now: Temporal.Instant): Words {
  const when = sayMeeting(meeting, now);
  const past = dueAt !== null && Temporal.Instant.compare(dueAt, now) <= 0;
  const until = dueAt === null || past ? null : sayMeeting(dueAt, now);
  const gone: Words = past
    ? { zh: '您的联系方式现在就删除。', en: 'Your contact details are deleted now.' }
    : until === null
      ? {
          zh: '服务结束后，您的联系方式最多再保存三天，然后自动删除。',
          en: 'Your contact details are kept for at most three days after the service and then deleted automatically.',
        }
      : {
          zh: `您的联系方式会保存到${until.zh}，然后自动删除。`,
          en: `Your contact details are kept until ${until.en} and then deleted automatically.`,
        };
  return {
    zh: `原来约在${when.zh}的谈话取消了。${gone.zh}需要时您随时可以再来。`,
    en: `Our talk on ${when.en} is cancelled. ${gone.en} You can come back whenever you need to.`,
  };
}

/** Both languages, as one message. */
export function inBoth({ zh, en }: Words): string {
  return `${zh}\n${en}`;
}
