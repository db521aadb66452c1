// agora openapi, agora asyncapi

import { openApi } from '#kernel/openapi';
import { print } from '#kernel/terminal';
import { services } from '#targets';
import { asyncApi } from './asyncapi.ts';

/** The public API as OpenAPI 3.1. */
export const openApiText = (): string => pretty(openApi(services.map(({ definition }) => definition.contract)));
/** The events as AsyncAPI 3.0. */
export const asyncApiText = (): string => pretty(asyncApi(services));

export const printOpenApi = (): void => print(openApiText().trimEnd());
export const printAsyncApi = (): void => print(asyncApiText().trimEnd());

const pretty = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
