// What community's operations are for: posts, comments and polls in the state that is wanted.

import type { Person } from './house.ts';
import type { Input } from './inputs.ts';
import { bytes, type Kitchen } from './kitchen.ts';
import { firstBuilding as buildingId } from './known.ts';

/** Left out, as what is generated for them would rarely fit. */
const neither = { fileIds: undefined, expectedVersion: undefined };
const times = { publishAt: undefined, expiresAt: undefined };

const inAnHour = ({ t }: Kitchen): string => new Date(t.clock.epochMs() + 3_600_000).toISOString();

const written = async ({ t }: Kitchen, as: Person): Promise<string> =>
  (await t.as(as).community.createPost({ buildingId, text: 'Does anybody have a ladder?' })).id;

async function asked(k: Kitchen, as: Person) {
  const poll = { options: ['Bench', 'Rack'], closesAt: inAnHour(k) };
  const { id, poll: shown } = await k.t.as(as).community.createPost({ buildingId, text: 'Which?', poll });
  return { postId: id, optionId: shown!.options[0]!.id };
}

async function commented(k: Kitchen, as: Person): Promise<string> {
  const postId = await written(k, k.resident);
  return (await k.t.as(as).community.addComment({ postId, text: 'I have one.' })).id;
}

const announced = async ({ t, manager }: Kitchen): Promise<string> =>
  (await t.as(manager).community.createAnnouncement({ buildingId, title: 'News', text: 'Read', acknowledge: true })).id;

export const communityRecipes: Readonly<Record<string, (k: Kitchen) => Promise<{ as?: Person; input?: Input }>>> = {
  'community.createPost': async k => {
    const content = bytes('%PDF-1.4\n%%EOF\n');
    const { id } = await k.t.as(k.resident).media.uploadFile({ content, contentType: 'application/pdf' });
    const poll = { options: ['Bench', 'Rack'], closesAt: inAnHour(k) };
    return { input: { ...times, audience: undefined, poll, fileIds: [id] }, as: k.resident };
  },
  'community.createAnnouncement': async () => ({ input: { ...times, ...neither, audience: undefined } }),
  'community.updatePost': async k => ({
    input: { postId: await written(k, k.resident), ...neither, expiresAt: undefined },
    as: k.resident,
  }),
  'community.deletePost': async k => ({ input: { postId: await written(k, k.resident) }, as: k.resident }),
  'community.addComment': async k => ({
    input: { postId: await written(k, k.resident), parentId: undefined, ...neither },
  }),
  'community.updateComment': async k => ({
    input: { commentId: await commented(k, k.resident), ...neither },
    as: k.resident,
  }),
  'community.deleteComment': async k => ({ input: { commentId: await commented(k, k.resident) }, as: k.resident }),
  'community.listCommentEdits': async k => {
    const commentId = await commented(k, k.resident);
    await k.t.as(k.resident).community.updateComment({ commentId, text: 'I have two.' });
    return { input: { commentId }, as: k.resident };
  },
  'community.setCommentReaction': async k => ({ input: { commentId: await commented(k, k.resident) }, as: k.resident }),
  'community.removeCommentReaction': async k => ({
    input: { commentId: await commented(k, k.resident) },
    as: k.resident,
  }),
  'community.vote': async k => {
    const { postId, optionId } = await asked(k, k.resident);
    return { input: { postId, optionIds: [optionId], unitId: undefined }, as: k.resident };
  },
  'community.closePoll': async k => ({ input: { postId: (await asked(k, k.resident)).postId }, as: k.resident }),
  'community.listVotes': async k => {
    const { postId, optionId } = await asked(k, k.resident);
    await k.t.as(k.resident).community.vote({ postId, optionIds: [optionId] });
    return { input: { postId, cursor: undefined }, as: k.resident };
  },
  'community.acknowledge': async k => ({ input: { postId: await announced(k) }, as: k.resident }),
  'community.listReceipts': async k => ({ input: { postId: await announced(k), cursor: undefined } }),
  'community.exportReceipts': async k => ({ input: { postId: await announced(k) } }),
  'community.flagPost': async k => ({ input: { postId: await written(k, k.resident) }, as: k.manager }),
  'community.flagComment': async k => ({ input: { commentId: await commented(k, k.resident) }, as: k.manager }),
  'community.decideOnPost': async k => ({
    input: { postId: await written(k, k.resident), decision: 'hide', reason: 'spam' },
  }),
  'community.decideOnComment': async k => ({
    input: { commentId: await commented(k, k.resident), decision: 'keep', reason: undefined },
  }),
};
