// The API page at /docs: Swagger UI from npm over the OpenAPI document, everything served from here.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { Router } from 'express';
import type { Contract } from '../contract.ts';
import { openApi } from '../openapi.ts';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Agora API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, docExpansion: 'none', filter: true });
`;

/** Routes for /docs and /openapi.json. */
export function documentation(contracts: readonly Contract[]): Router {
  // Made when it is first asked for: to describe five hundred endpoints takes half a second.
  let document: string | undefined;
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const router = Router();
  router.get('/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApi(contracts));
    response.type('application/json').send(document);
  });
  router.get('/docs', (_request, response) => void response.type('text/html').send(page));
  router.get('/docs/start.js', (_request, response) => void response.type('text/javascript').send(start));
  router.use('/docs/assets', express.static(assets, { index: false, maxAge: '1h' }));
  return router;
}
