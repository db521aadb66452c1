// What community does by the clock.

import { dropForgotten } from '#kernel/forgotten';
import { communityService } from './definition.ts';
import { releaseFiles } from './write/files.ts';
import { refreshHomes } from './write/homes.ts';
import { expireDue, publishDue } from './write/schedule.ts';

export const jobs = [
  communityService.job('publish-scheduled', '30s', publishDue),
  communityService.job('expire', '1m', expireDue),
  communityService.job('release-files', '5m', releaseFiles),
  communityService.job('refresh-homes', '6h', refreshHomes),
  communityService.job('drop-forgotten', '1d', dropForgotten),
];
