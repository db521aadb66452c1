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
  const document = JSON.stringify(openApi(contracts));
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const router = Router();
  // Until there is a web app, the API page is what somebody who opens the address sees.
  router.get('/', (_request, response) => void response.redirect('/docs'));
  router.get('/openapi.json', (_request, response) => void response.type('application/json').send(document));
  router.get('/docs', (_request, response) => void response.type('text/html').send(page));
  router.get('/docs/start.js', (_request, response) => void response.type('text/javascript').send(start));
  router.use('/docs/assets', express.static(assets, { index: false, maxAge: '1h' }));
  return router;
}
