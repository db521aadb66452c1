// Binds the parts of notification.

import { notificationService } from './definition.ts';
import { deliver, dropGone, escalate, tidy } from './jobs.ts';
import { acknowledgeEmergency } from './operations/acknowledge-emergency.ts';
import { countUnread } from './operations/count-unread.ts';
import { deleteNotification } from './operations/delete-notification.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { followLink } from './operations/follow-link.ts';
import { getEmergency } from './operations/get-emergency.ts';
import { getPreferences } from './operations/get-preferences.ts';
import { getSettings } from './operations/get-settings.ts';
import { getTemplate } from './operations/get-template.ts';
import { liftSuppression } from './operations/lift-suppression.ts';
import { listDeliveries } from './operations/list-deliveries.ts';
import { listDevices } from './operations/list-devices.ts';
import { listEmergencies } from './operations/list-emergencies.ts';
import { listMailbox } from './operations/list-mailbox.ts';
import { listNotifications } from './operations/list-notifications.ts';
import { listTemplates } from './operations/list-templates.ts';
import { markAllRead } from './operations/mark-all-read.ts';
import { markRead } from './operations/mark-read.ts';
import { previewTemplate } from './operations/preview-template.ts';
import { registerDevice } from './operations/register-device.ts';
import { removeDevice } from './operations/remove-device.ts';
import { resetTemplate } from './operations/reset-template.ts';
import { saveTemplate } from './operations/save-template.ts';
import { sendEmergency } from './operations/send-emergency.ts';
import { setPreferences } from './operations/set-preferences.ts';
import { setSettings } from './operations/set-settings.ts';
import { showLink } from './operations/show-link.ts';
import { showMail } from './operations/show-mail.ts';
import { takeProviderEvents } from './operations/take-provider-events.ts';
import { testTemplate } from './operations/test-template.ts';
import { closeProviders } from './ports/providers.ts';
import { seed } from './seed.ts';
import * as accounts from './subscriptions/accounts.ts';
import * as bookings from './subscriptions/bookings.ts';
import * as chats from './subscriptions/chats.ts';
import * as community from './subscriptions/community.ts';
import * as groupBuys from './subscriptions/group-buys.ts';
import * as homes from './subscriptions/homes.ts';
import * as market from './subscriptions/market.ts';
import * as shop from './subscriptions/shop.ts';
import * as tickets from './subscriptions/tickets.ts';

export default notificationService.build({
  operations: {
    exportPersonalData,
    acknowledgeEmergency,
    countUnread,
    deleteNotification,
    followLink,
    getEmergency,
    getPreferences,
    getSettings,
    getTemplate,
    liftSuppression,
    listDeliveries,
    listDevices,
    listEmergencies,
    listMailbox,
    listNotifications,
    listTemplates,
    markAllRead,
    markRead,
    previewTemplate,
    registerDevice,
    removeDevice,
    resetTemplate,
    saveTemplate,
    sendEmergency,
    setPreferences,
    setSettings,
    showLink,
    showMail,
    takeProviderEvents,
    testTemplate,
  },
  subscriptions: [
    ...Object.values(tickets),
    ...Object.values(chats),
    ...Object.values(homes),
    ...Object.values(accounts),
    ...Object.values(shop),
    ...Object.values(groupBuys),
    ...Object.values(bookings),
    ...Object.values(community),
    ...Object.values(market),
  ],
  jobs: [escalate, tidy, dropGone],
  loops: deliver,
  start: async ctx => async () => closeProviders(ctx),
  seed,
});
