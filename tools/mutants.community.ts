// The guards of community.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/community';
const tests = `${service}/test`;

export const community: Table = {
  [`${service}/domain/audience.ts`]: {
    [`${tests}/audience.test.ts`]: [
      ['whoever lives in another building reads along', 'buildingId === post.buildingId', 'true'],
      ['a home of unknown kind is meant by every kind', 'kind !== null && unitKinds', 'kind === null || unitKinds'],
    ],
    [`${tests}/rules.test.ts`]: [['authors do not see what was hidden of theirs', 'post.authorId === userId', 'false']],
  },
  [`${service}/domain/flags.ts`]: {
    [`${tests}/rules.test.ts`]: [
      ['those who dislike a rule hide it', '!byManagement && scorePercent', 'scorePercent'],
      ['whoever is always wrong weighs as much as others', 'upheld + rejected + 2', 'upheld + 2'],
    ],
  },
  [`${service}/domain/poll.ts`]: {
    [`${tests}/polls.test.ts`]: [
      ['answers are taken after the end', 'closedAt !== null || closesAt <= now', 'closedAt !== null'],
      ['an anonymous poll shows how it moves', '!poll.anonymous || isClosed(poll, now)', 'true'],
      ['a poll of one answer takes two', '!poll.multiple && chosen.length !== 1', 'false'],
    ],
  },
  [`${service}/queries/visibility.ts`]: {
    [`${tests}/people.test.ts`]: [['who moved out reads on', 'and r.lives`;', '`;']],
    [`${tests}/moderation.test.ts`]: [['what flags hid stays in the feed', 'and p.hidden_at is null)`', ')`']],
    [`${tests}/feed.test.ts`]: [
      [
        'an expired post stays until the job has run',
        '(p.expires_at is null or p.expires_at > ${now}::timestamptz)',
        'true',
      ],
    ],
    [`${tests}/audience.test.ts`]: [
      ['an entrance named does not narrow the kinds', 'h.entrance_id = any(p.entrance_ids))', 'true)'],
    ],
  },
  [`${service}/queries/residents.ts`]: {
    [`${tests}/feed.test.ts`]: [['whoever is not verified writes', 'if (homes.length === 0)', 'if (false)']],
    [`${tests}/people.test.ts`]: [
      [
        'an end that comes first is forgotten',
        'ended_at = greatest(known.ended_at, excluded.ended_at)',
        'ended_at = null',
      ],
    ],
  },
  [`${service}/write/poll.ts`]: {
    [`${tests}/polls.test.ts`]: [
      ['answers at once are counted twice', 'where post_id = ${postId} for update`', 'where post_id = ${postId}`'],
      ['an anonymous answer is kept', 'anonymous ? null : optionIds}', 'optionIds}'],
      ['who does not live there votes', 'r.user_id = ${userId} and r.verified', 'r.user_id = ${userId}'],
    ],
  },
  [`${service}/write/decide.ts`]: {
    [`${tests}/moderation.test.ts`]: [
      ['moderators judge their own words', 'if (by !== null && authorId === by)', 'if (false)'],
      ['flags stay open after the decision', "set state = ${hide ? 'upheld' : 'rejected'}", "set state = 'open'"],
    ],
  },
  [`${service}/write/own.ts`]: {
    [`${tests}/feed.test.ts`]: [
      ['everybody changes the posts of others', "kind === 'announcement' && viewer.staff", 'true'],
    ],
    [`${tests}/comments.test.ts`]: [['everybody changes the comments of others', 'if (!mine) fail', 'if (false) fail']],
  },
  [`${service}/write/schedule.ts`]: {
    [`${tests}/people.test.ts`]: [
      ['who left publishes what they planned', 'r.building_id = p.building_id and r.verified', 'true'],
    ],
  },
  [`${service}/queries/comments.ts`]: {
    [`${tests}/moderation.test.ts`]: [
      ['everybody reads a hidden comment', "(state === 'hidden' && (mine || staff))", "state === 'hidden'"],
    ],
  },
  [`${service}/migrations/0002.do.counts-on-posts.sql`]: {
    [`${tests}/counts.test.ts`]: [
      ['hidden comments are counted', 'new.deleted_at is null and new.hidden_at is null', 'new.deleted_at is null'],
      [
        'what is felt about a comment counts for its post',
        "tg_op <> 'DELETE' and new.comment_id is null",
        "tg_op <> 'DELETE'",
      ],
      ['who changes their mind counts twice', "tg_op <> 'INSERT' and old.comment_id is null", "tg_op = 'DELETE'"],
    ],
  },
  [`${service}/migrations/0001.do.community.sql`]: {
    [`${tests}/moderation.test.ts`]: [
      ['one person flags a post until it is gone', 'create unique index flags_once', 'create index flags_once'],
      ['decisions can be rewritten', "and to_jsonb(new) - 'decided_by' = to_jsonb(old) - 'decided_by' then", 'then'],
    ],
  },
};
