// What chat's operations are for: a message of the resident's own in the channel of the first building.

import { seedId } from '../../kernel/seed.ts';
import type { Input } from './inputs.ts';
import type { Kitchen } from './kitchen.ts';
import { firstBuilding as buildingId } from './known.ts';

const channelId = seedId('channel:1:building');
const localId = (k: Kitchen) => seedId(`local:fuzz:${k.count()}`);

interface Made {
  input: Input;
  as?: Kitchen['admin'];
}
type Recipe = (kitchen: Kitchen) => Promise<Made>;

/** Something the resident said. */
async function said(k: Kitchen): Promise<{ channelId: string; messageId: string }> {
  const { id } = await k.t.as(k.resident).chat.sendMessage({ channelId, localId: localId(k), text: 'said' });
  return { channelId, messageId: id };
}

const bySpeaker: Recipe = async k => ({ input: { ...(await said(k)), expectedVersion: undefined }, as: k.resident });
const byManager: Recipe = async k => ({ input: await said(k), as: k.manager });
const inChannel: Recipe = async k => ({ input: { channelId }, as: k.resident });

export const chatRecipes: Record<string, Recipe> = {
  'chat.getChannel': inChannel,
  'chat.listMembers': inChannel,
  'chat.markRead': inChannel,
  'chat.muteChannel': inChannel,
  'chat.setTyping': inChannel,
  'chat.listMessages': inChannel,
  'chat.listPins': inChannel,
  'chat.createChannel': async k => ({ input: { buildingId, name: `Topic ${k.count()}` }, as: k.resident }),
  'chat.openDirectChannel': async k => ({ input: { buildingId, userId: seedId('resident:5') }, as: k.resident }),
  'chat.updateChannel': async k => {
    const topic = { buildingId, name: `Topic ${k.count()}` };
    const { id } = await k.t.as(k.manager).chat.createChannel(topic);
    return { input: { channelId: id, name: `Renamed ${k.count()}` }, as: k.manager };
  },
  'chat.resumeChannel': inChannel,
  'chat.sendMessage': async k => ({
    input: { channelId, localId: localId(k), text: 'Good morning', fileIds: undefined, replyTo: undefined },
    as: k.resident,
  }),
  'chat.editMessage': bySpeaker,
  'chat.deleteMessage': bySpeaker,
  'chat.listRevisions': bySpeaker,
  'chat.listMessageFiles': bySpeaker,
  'chat.reportMessage': byManager,
  'chat.pinMessage': byManager,
  'chat.unpinMessage': byManager,
  'chat.decideReport': async k => {
    const message = await said(k);
    await k.t.as(k.manager).chat.reportMessage({ ...message, reason: 'spam' });
    const { items } = await k.t.as(k.manager).chat.listReports({ buildingId, limit: 1 });
    return { input: { buildingId, reportId: items[0]!.id }, as: k.manager };
  },
};
