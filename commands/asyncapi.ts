// The AsyncAPI 3.0 document and the catalogue of events, derived from the services' declarations.

import type { z } from 'zod';
import type { Event } from '#kernel/event';
import { schemaOf } from '#kernel/openapi';
import type { BuiltService } from '#kernel/service';

type Json = Record<string, unknown>;
type Some = readonly Pick<BuiltService, 'name' | 'definition'>[];

const sorted = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Each event with those who publish it. Throws if two services mean different things by one type. */
function published(services: Some): { publishers: string[]; event: Event }[] {
  const byType = new Map<string, { publishers: string[]; event: Event }>();
  for (const { name, definition } of services)
    for (const event of definition.publishes ?? []) {
      const known = byType.get(event.type);
      if (known && known.event !== event) throw new Error(`${name} publishes a ${event.type} of its own`);
      byType.set(event.type, { event, publishers: [...(known?.publishers ?? []), name].toSorted() });
    }
  return [...byType.values()];
}

/** Publishers, version and consumers of each event. Throws if one is consumed that nobody publishes. */
export function eventCatalogue(services: Some): Json {
  const all = published(services);
  const types = new Set(all.map(({ event }) => event.type));
  for (const { name, definition } of services)
    for (const { type } of definition.consumes ?? [])
      if (!types.has(type)) throw new Error(`${name} consumes ${type}, which nobody publishes`);
  return sorted(
    all.map(({ publishers, event }) => [
      event.type,
      {
        publishers,
        version: event.version,
        subject: event.subject,
        summary: event.summary,
        consumers: services
          .filter(({ definition }) => definition.consumes?.some(({ type }) => type === event.type))
          .map(({ name }) => name)
          .toSorted(),
      },
    ]),
  );
}

/** One document for the events of all services, as they travel through RabbitMQ. */
export function asyncApi(services: Some): Json {
  const schemas: Json = {};
  const channels: [string, Json][] = [];
  const messages: [string, Json][] = [];
  const operations: [string, Json][] = [];
  for (const { publishers, event } of published(services)) {
    const { type, version, summary, data, subject } = event;
    messages.push([type, message(event, schemaOf(data as z.ZodType, schemas, 'output'))]);
    channels.push([
      type,
      {
        address: type,
        description: `Published by ${publishers.join(' and ')}, in order per ${subject}, version ${version}`,
        messages: { [type]: { $ref: `#/components/messages/${type}` } },
        bindings: { amqp: { is: 'routingKey', exchange: { name: 'agora.events', type: 'topic', durable: true } } },
      },
    ]);
    const refs = {
      channel: { $ref: `#/channels/${type}` },
      messages: [{ $ref: `#/channels/${type}/messages/${type}` }],
    };
    for (const name of publishers) operations.push([`${name}.publishes.${type}`, { action: 'send', summary, ...refs }]);
    for (const { name, definition } of services)
      if (definition.consumes?.some(consumed => consumed.type === type))
        operations.push([`${name}.consumes.${type}`, { action: 'receive', summary, ...refs }]);
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Agora events',
      version: '1',
      description: 'CloudEvents 1.0 in structured JSON, delivered at least once.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: sorted(channels),
    operations: sorted(operations),
    components: { messages: sorted(messages), schemas: sorted(Object.entries(schemas)) },
  };
}

/** The CloudEvents envelope around an event's data. */
function message({ type, version, summary, subject }: Event, data: Json): Json {
  const text = { type: 'string' };
  return {
    name: type,
    summary,
    payload: {
      type: 'object',
      required: ['specversion', 'id', 'type', 'source', 'subject', 'sequence', 'time', 'dataschema', 'data'],
      properties: {
        specversion: { const: '1.0' },
        id: { type: 'string', format: 'uuid' },
        type: { const: type },
        source: { ...text, description: '`/agora/<service>`' },
        subject: { ...text, description: `The ${subject}` },
        sequence: { type: 'integer', description: "The subject's version" },
        time: { type: 'string', format: 'date-time' },
        dataschema: { const: `urn:agora:event:${type}:${version}` },
        traceparent: { ...text, description: 'W3C Trace Context' },
        data,
      },
    },
  };
}
