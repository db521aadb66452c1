// UPLOADTHING_TOKEN as its dashboard gives it: base64 of JSON with the key, the app and its regions.

import { z } from 'zod';

const Content = z.object({ apiKey: z.string().min(1) });

export const UploadThingToken = z.string().transform((text, context) => {
  try {
    return Content.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    context.addIssue({ code: 'custom', message: 'is no token: copy it from the API keys page of your app' });
    return z.NEVER;
  }
});
