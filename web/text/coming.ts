import { texts } from './language.ts';

export const comingText = texts(
  {
    parcels: 'Your parcels',
    allOrders: 'All orders',
    order: (number: string) => `Order ${number}`,
    tracking: {
      pending: 'Being prepared',
      labelled: 'Being packed',
      handed_over: 'With the carrier',
      in_transit: 'On its way',
      ready_for_pickup: 'Ready to be picked up',
      delivered: 'Delivered',
      failed: 'Could not be delivered',
      cancelled: 'Cancelled',
    },
  },
  {
    parcels: 'Deine Pakete',
    allOrders: 'Alle Bestellungen',
    order: number => `Bestellung ${number}`,
    tracking: {
      pending: 'Wird vorbereitet',
      labelled: 'Wird gepackt',
      handed_over: 'Beim Zusteller',
      in_transit: 'Unterwegs',
      ready_for_pickup: 'Liegt zum Abholen bereit',
      delivered: 'Zugestellt',
      failed: 'Nicht zustellbar',
      cancelled: 'Storniert',
    },
  },
);
