// What others may ask of chat: channels, what is said in them, and what was reported.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import * as channels from './contract/channels.ts';
import * as messages from './contract/messages.ts';

export const chat = contract('chat', {
  listChannels: channels.listChannels,
  getChannel: channels.getChannel,
  createChannel: channels.createChannel,
  openDirectChannel: channels.openDirectChannel,
  updateChannel: channels.updateChannel,
  listMembers: channels.listMembers,
  markRead: channels.markRead,
  muteChannel: channels.muteChannel,
  setTyping: channels.setTyping,
  setPresence: channels.setPresence,

  resumeChannel: messages.resumeChannel,
  sendMessage: messages.sendMessage,
  listMessages: messages.listMessages,
  editMessage: messages.editMessage,
  deleteMessage: messages.deleteMessage,
  listRevisions: messages.listRevisions,
  listMessageFiles: messages.listMessageFiles,
  pinMessage: messages.pinMessage,
  unpinMessage: messages.unpinMessage,
  listPins: messages.listPins,
  searchMessages: messages.searchMessages,
  listMentions: messages.listMentions,
  reportMessage: messages.reportMessage,
  listReports: messages.listReports,
  decideReport: messages.decideReport,

  exportPersonalData: personalData('chat'),
});
