// Community: the feed of a building, announcements, polls, and what should not stand there.

import { communityService } from './definition.ts';
import { jobs } from './jobs.ts';
import { acknowledge } from './operations/announcements/acknowledge.ts';
import { createAnnouncement } from './operations/announcements/create-announcement.ts';
import { exportReceipts } from './operations/announcements/export-receipts.ts';
import { listAudience } from './operations/announcements/list-audience.ts';
import { listReceipts } from './operations/announcements/list-receipts.ts';
import { addComment } from './operations/comments/add-comment.ts';
import { deleteComment } from './operations/comments/delete-comment.ts';
import { listCommentEdits } from './operations/comments/list-comment-edits.ts';
import { listComments } from './operations/comments/list-comments.ts';
import { removeCommentReaction } from './operations/comments/remove-comment-reaction.ts';
import { setCommentReaction } from './operations/comments/set-comment-reaction.ts';
import { updateComment } from './operations/comments/update-comment.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { decideOnComment } from './operations/moderation/decide-on-comment.ts';
import { decideOnPost } from './operations/moderation/decide-on-post.ts';
import { flagComment } from './operations/moderation/flag-comment.ts';
import { flagPost } from './operations/moderation/flag-post.ts';
import { listDecisions } from './operations/moderation/list-decisions.ts';
import { listFlagged } from './operations/moderation/list-flagged.ts';
import { closePoll } from './operations/polls/close-poll.ts';
import { listVotes } from './operations/polls/list-votes.ts';
import { vote } from './operations/polls/vote.ts';
import { createPost } from './operations/posts/create-post.ts';
import { deletePost } from './operations/posts/delete-post.ts';
import { getPost } from './operations/posts/get-post.ts';
import { listFeed } from './operations/posts/list-feed.ts';
import { listPostEdits } from './operations/posts/list-post-edits.ts';
import { listPostFiles } from './operations/posts/list-post-files.ts';
import { listPosts } from './operations/posts/list-posts.ts';
import { removePostReaction } from './operations/posts/remove-post-reaction.ts';
import { setPostReaction } from './operations/posts/set-post-reaction.ts';
import { updatePost } from './operations/posts/update-post.ts';
import { seed } from './seed.ts';
import { subscriptions } from './subscriptions.ts';

export default communityService.build({
  operations: {
    exportPersonalData,
    createPost,
    listFeed,
    listPosts,
    getPost,
    updatePost,
    deletePost,
    listPostEdits,
    listPostFiles,
    setPostReaction,
    removePostReaction,
    addComment,
    listComments,
    updateComment,
    deleteComment,
    listCommentEdits,
    setCommentReaction,
    removeCommentReaction,
    vote,
    closePoll,
    listVotes,
    createAnnouncement,
    acknowledge,
    listReceipts,
    exportReceipts,
    listAudience,
    flagPost,
    flagComment,
    listFlagged,
    decideOnPost,
    decideOnComment,
    listDecisions,
  },
  subscriptions,
  jobs,
  seed,
});
