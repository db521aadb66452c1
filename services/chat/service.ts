// Binds the parts of chat.

import { chatService } from './definition.ts';
import { jobs } from './jobs.ts';
import { createChannel } from './operations/create-channel.ts';
import { decideReport } from './operations/decide-report.ts';
import { deleteMessage } from './operations/delete-message.ts';
import { editMessage } from './operations/edit-message.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { getChannel } from './operations/get-channel.ts';
import { listChannels } from './operations/list-channels.ts';
import { listMembers } from './operations/list-members.ts';
import { listMentions } from './operations/list-mentions.ts';
import { listMessageFiles } from './operations/list-message-files.ts';
import { listMessages } from './operations/list-messages.ts';
import { listPins } from './operations/list-pins.ts';
import { listReports } from './operations/list-reports.ts';
import { listRevisions } from './operations/list-revisions.ts';
import { markRead } from './operations/mark-read.ts';
import { muteChannel } from './operations/mute-channel.ts';
import { openDirectChannel } from './operations/open-direct-channel.ts';
import { pinMessage } from './operations/pin-message.ts';
import { reportMessage } from './operations/report-message.ts';
import { resumeChannel } from './operations/resume-channel.ts';
import { searchMessages } from './operations/search-messages.ts';
import { sendMessage } from './operations/send-message.ts';
import { setPresence } from './operations/set-presence.ts';
import { setTyping } from './operations/set-typing.ts';
import { unpinMessage } from './operations/unpin-message.ts';
import { updateChannel } from './operations/update-channel.ts';
import { seed } from './seed.ts';
import { subscriptions } from './subscriptions.ts';

export default chatService.build({
  operations: {
    createChannel,
    decideReport,
    exportPersonalData,
    deleteMessage,
    editMessage,
    getChannel,
    listChannels,
    listMembers,
    listMentions,
    listMessageFiles,
    listMessages,
    listPins,
    listReports,
    listRevisions,
    markRead,
    muteChannel,
    openDirectChannel,
    pinMessage,
    reportMessage,
    resumeChannel,
    searchMessages,
    sendMessage,
    setPresence,
    setTyping,
    unpinMessage,
    updateChannel,
  },
  subscriptions,
  jobs,
  seed,
});
