// What others may ask of shipping.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import { internal } from './contract/internal.ts';
import { receiving } from './contract/receiving.ts';
import { sending } from './contract/sending.ts';
import { setup } from './contract/setup.ts';

export * from './contract/wire.ts';

export const shipping = contract('shipping', {
  exportPersonalData: personalData('shipping'),
  quoteShipping: internal.quoteShipping,
  requestShipments: internal.requestShipments,
  readdressShipments: internal.readdressShipments,
  getOrderAddress: internal.getOrderAddress,
  listOrderShipments: internal.listOrderShipments,
  getShipmentNotice: internal.getShipmentNotice,

  listZones: setup.listZones,
  createZone: setup.createZone,
  updateZone: setup.updateZone,
  archiveZone: setup.archiveZone,
  listMethods: setup.listMethods,
  createMethod: setup.createMethod,
  updateMethod: setup.updateMethod,
  archiveMethod: setup.archiveMethod,
  setRate: setup.setRate,
  removeRate: setup.removeRate,
  setWindows: setup.setWindows,
  listSlots: setup.listSlots,
  updateSlot: setup.updateSlot,
  listCarriers: setup.listCarriers,
  createCarrier: setup.createCarrier,
  updateCarrier: setup.updateCarrier,

  listShipments: sending.listShipments,
  getShipment: sending.getShipment,
  getLabel: sending.getLabel,
  packShipment: sending.packShipment,
  splitShipment: sending.splitShipment,
  handOverShipment: sending.handOverShipment,
  reportDelivery: sending.reportDelivery,
  getSender: sending.getSender,
  setSender: sending.setSender,

  listMyParcels: receiving.listMyParcels,
  getParcel: receiving.getParcel,
  chooseHandover: receiving.chooseHandover,
  getHandoverCode: receiving.getHandoverCode,
  renewHandoverCode: receiving.renewHandoverCode,
  trackShipment: receiving.trackShipment,
  showTracking: receiving.showTracking,
  listWaitingParcels: receiving.listWaitingParcels,
  confirmHandover: receiving.confirmHandover,
  takeCarrierEvent: receiving.takeCarrierEvent,
});
