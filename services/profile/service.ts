// Profile: who people say they are, where they live, what they wish for, and all that is kept of them.

import { profileService } from './definition.ts';
import { jobs, loops } from './jobs.ts';
import { addAddress } from './operations/addresses/add-address.ts';
import { listAddresses } from './operations/addresses/list-addresses.ts';
import { removeAddress } from './operations/addresses/remove-address.ts';
import { updateAddress } from './operations/addresses/update-address.ts';
import { listCards } from './operations/cards/list-cards.ts';
import { setCard } from './operations/cards/set-card.ts';
import { downloadExport } from './operations/data/download-export.ts';
import { listErasures } from './operations/data/list-erasures.ts';
import { listExports } from './operations/data/list-exports.ts';
import { requestExport } from './operations/data/request-export.ts';
import { getMyPreferences } from './operations/profile/get-my-preferences.ts';
import { getMyProfile } from './operations/profile/get-my-profile.ts';
import { listNeighbours } from './operations/profile/list-neighbours.ts';
import { setMyPreferences } from './operations/profile/set-my-preferences.ts';
import { updateMyProfile } from './operations/profile/update-my-profile.ts';
import { addWish } from './operations/wishlist/add-wish.ts';
import { listWishlist } from './operations/wishlist/list-wishlist.ts';
import { removeWish } from './operations/wishlist/remove-wish.ts';
import { seed } from './seed.ts';
import { subscriptions } from './subscriptions.ts';

export default profileService.build({
  operations: {
    getMyProfile,
    updateMyProfile,
    listNeighbours,
    getMyPreferences,
    setMyPreferences,
    listAddresses,
    addAddress,
    updateAddress,
    removeAddress,
    listCards,
    setCard,
    listWishlist,
    addWish,
    removeWish,
    requestExport,
    listExports,
    downloadExport,
    listErasures,
  },
  subscriptions,
  jobs,
  loops,
  seed,
});
