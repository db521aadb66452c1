// Shipping, bound together.

import { shippingService } from './definition.ts';
import { askCarriers, forgetAddresses, giveUpWaiting, makeSlotsDaily } from './jobs.ts';
import { bookLabels } from './loops/book-labels.ts';
import { cancelPieces } from './loops/cancel-pieces.ts';
import { recallParcels } from './loops/recall-parcels.ts';
import { simulatedCarrierDay } from './loops/simulated-carrier.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { getOrderAddress } from './operations/internal/get-order-address.ts';
import { getShipmentNotice } from './operations/internal/get-shipment-notice.ts';
import { listOrderShipments } from './operations/internal/list-order-shipments.ts';
import { quoteShipping } from './operations/internal/quote-shipping.ts';
import { readdressShipments } from './operations/internal/readdress-shipments.ts';
import { requestShipments } from './operations/internal/request-shipments.ts';
import { chooseHandover } from './operations/receiving/choose-handover.ts';
import { confirmHandover } from './operations/receiving/confirm-handover.ts';
import { getHandoverCode } from './operations/receiving/get-handover-code.ts';
import { getParcel } from './operations/receiving/get-parcel.ts';
import { listMyParcels } from './operations/receiving/list-my-parcels.ts';
import { listWaitingParcels } from './operations/receiving/list-waiting-parcels.ts';
import { renewHandoverCode } from './operations/receiving/renew-handover-code.ts';
import { showTracking } from './operations/receiving/show-tracking.ts';
import { takeCarrierEvent } from './operations/receiving/take-carrier-event.ts';
import { trackShipment } from './operations/receiving/track-shipment.ts';
import { getLabel } from './operations/sending/get-label.ts';
import { getSender } from './operations/sending/get-sender.ts';
import { getShipment } from './operations/sending/get-shipment.ts';
import { handOverShipment } from './operations/sending/hand-over-shipment.ts';
import { listShipments } from './operations/sending/list-shipments.ts';
import { packShipment } from './operations/sending/pack-shipment.ts';
import { reportDelivery } from './operations/sending/report-delivery.ts';
import { setSender } from './operations/sending/set-sender.ts';
import { splitShipment } from './operations/sending/split-shipment.ts';
import { archiveMethod } from './operations/setup/archive-method.ts';
import { archiveZone } from './operations/setup/archive-zone.ts';
import { createCarrier } from './operations/setup/create-carrier.ts';
import { createMethod } from './operations/setup/create-method.ts';
import { createZone } from './operations/setup/create-zone.ts';
import { listCarriers } from './operations/setup/list-carriers.ts';
import { listMethods } from './operations/setup/list-methods.ts';
import { listSlots } from './operations/setup/list-slots.ts';
import { listZones } from './operations/setup/list-zones.ts';
import { removeRate } from './operations/setup/remove-rate.ts';
import { setRate } from './operations/setup/set-rate.ts';
import { setWindows } from './operations/setup/set-windows.ts';
import { updateCarrier } from './operations/setup/update-carrier.ts';
import { updateMethod } from './operations/setup/update-method.ts';
import { updateSlot } from './operations/setup/update-slot.ts';
import { updateZone } from './operations/setup/update-zone.ts';
import { seed } from './seed.ts';
import { forgetUser, takeCancellation } from './subscriptions.ts';

export default shippingService.build({
  operations: {
    exportPersonalData,
    quoteShipping,
    requestShipments,
    readdressShipments,
    getOrderAddress,
    listOrderShipments,
    getShipmentNotice,
    listZones,
    createZone,
    updateZone,
    archiveZone,
    listMethods,
    createMethod,
    updateMethod,
    archiveMethod,
    setRate,
    removeRate,
    setWindows,
    listSlots,
    updateSlot,
    listCarriers,
    createCarrier,
    updateCarrier,
    listShipments,
    getShipment,
    getLabel,
    packShipment,
    splitShipment,
    handOverShipment,
    reportDelivery,
    getSender,
    setSender,
    listMyParcels,
    getParcel,
    chooseHandover,
    getHandoverCode,
    renewHandoverCode,
    trackShipment,
    showTracking,
    listWaitingParcels,
    confirmHandover,
    takeCarrierEvent,
  },
  subscriptions: [takeCancellation, forgetUser],
  jobs: [makeSlotsDaily, askCarriers, giveUpWaiting, forgetAddresses],
  loops: [bookLabels, cancelPieces, recallParcels, simulatedCarrierDay],
  seed,
});
