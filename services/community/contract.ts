// What others may ask of community: the feed of a building, announcements, polls, and what should not stand there.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import * as announcements from './contract/announcements.ts';
import * as comments from './contract/comments.ts';
import * as moderation from './contract/moderation.ts';
import * as polls from './contract/polls.ts';
import * as posts from './contract/posts.ts';

export const community = contract('community', {
  exportPersonalData: personalData('community'),
  createPost: posts.createPost,
  listFeed: posts.listFeed,
  listPosts: posts.listPosts,
  getPost: posts.getPost,
  updatePost: posts.updatePost,
  deletePost: posts.deletePost,
  listPostEdits: posts.listPostEdits,
  listPostFiles: posts.listPostFiles,
  setPostReaction: posts.setPostReaction,
  removePostReaction: posts.removePostReaction,

  addComment: comments.addComment,
  listComments: comments.listComments,
  updateComment: comments.updateComment,
  deleteComment: comments.deleteComment,
  listCommentEdits: comments.listCommentEdits,
  setCommentReaction: comments.setCommentReaction,
  removeCommentReaction: comments.removeCommentReaction,

  vote: polls.vote,
  closePoll: polls.closePoll,
  listVotes: polls.listVotes,

  createAnnouncement: announcements.createAnnouncement,
  acknowledge: announcements.acknowledge,
  listReceipts: announcements.listReceipts,
  exportReceipts: announcements.exportReceipts,
  listAudience: announcements.listAudience,

  flagPost: moderation.flagPost,
  flagComment: moderation.flagComment,
  listFlagged: moderation.listFlagged,
  decideOnPost: moderation.decideOnPost,
  decideOnComment: moderation.decideOnComment,
  listDecisions: moderation.listDecisions,
});
