// The kinds of notification that come from the life of a building: what is announced, answered and moderated there, and what its
// people asked for.

import type { TypeRule } from './types.ts';

const id = '01920000-0000-7000-8000-000000000001';
const quietly = { in_app: true, email: true, push: true } as const;
const loudly = { in_app: true, email: true, push: true, sms: false } as const;
const silently = { in_app: true, email: false, push: true } as const;

const postLink = '/posts/{postId}';
const announcement = { postId: id, title: 'Water is off on Thursday', acknowledge: true };

export const communityTypes = {
  'announcement.info': { channels: quietly, digestible: true, link: postLink, sample: announcement },
  'announcement.important': { channels: loudly, link: postLink, sample: announcement },
  // As with every emergency no wish stands in its way.
  'announcement.emergency': {
    channels: { in_app: true, email: true, sms: true, push: true },
    locked: true,
    urgent: true,
    link: postLink,
    sample: announcement,
  },
  'comment.created': { channels: silently, digestible: true, link: postLink, sample: { postId: id, commentId: id } },
  'content.flagged': {
    channels: quietly,
    digestible: true,
    link: '/buildings/{buildingId}/moderation',
    sample: { buildingId: id, message: false, hidden: true },
  },
  'profile.export_ready': {
    channels: quietly,
    link: '/account/data-exports/{exportId}',
    sample: { exportId: id, complete: false },
  },
  'content.moderated': {
    channels: quietly,
    link: postLink,
    sample: { postId: id, hidden: true, reason: 'spam' },
  },
} as const satisfies Record<string, TypeRule>;
