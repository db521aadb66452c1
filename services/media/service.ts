// Media, bound together.

import { mediaService } from './definition.ts';
import { collectOrphans, removeBytes } from './jobs.ts';
import { claimFiles } from './operations/claim-files.ts';
import { deleteFile } from './operations/delete-file.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { getFile } from './operations/get-file.ts';
import { readFile } from './operations/read-file.ts';
import { releaseFiles } from './operations/release-files.ts';
import { signFiles } from './operations/sign-files.ts';
import { uploadFile } from './operations/upload-file.ts';
import { forgetUser } from './subscriptions.ts';

export default mediaService.build({
  operations: { exportPersonalData, uploadFile, getFile, readFile, deleteFile, claimFiles, signFiles, releaseFiles },
  subscriptions: [forgetUser],
  jobs: [collectOrphans],
  loops: [removeBytes],
});
