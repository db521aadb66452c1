// What marketplace does by the clock, and as soon as there is something to do. The loop also looks by itself every two
// seconds.

import { dropForgotten } from '#kernel/forgotten';
import { marketplaceService } from './definition.ts';
import { resumeJobs } from './job/drive.ts';
import { releaseFiles } from './queries/files.ts';
import { remindOfDocuments, suspendLapsed } from './sweeps/documents.ts';
import { expire } from './sweeps/expire.ts';
import { confirmSilently, disputeSilent, remind } from './sweeps/jobs.ts';

export const loops = [marketplaceService.loop('jobs', resumeJobs)];

export const jobs = [
  marketplaceService.job('expire', '1m', expire),
  marketplaceService.job('confirm', '10m', confirmSilently),
  marketplaceService.job('ask-managers', '1h', disputeSilent),
  marketplaceService.job('reminders', '5m', remind),
  marketplaceService.job('remind-of-documents', '1h', remindOfDocuments),
  marketplaceService.job('suspend-lapsed', '1h', suspendLapsed),
  marketplaceService.job('release-files', '10m', releaseFiles),
  marketplaceService.job('drop-forgotten', '1d', dropForgotten),
];
