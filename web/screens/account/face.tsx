import { useState } from 'react';
import { z } from 'zod';
import type { InputOf, OutputOf } from '#kernel/contract';
import { media } from '#services/media/contract';
import { profile } from '#services/profile/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { uploadPhoto } from '#web/api/upload.ts';
import { useMe } from '#web/app/me.ts';
import { PhotoPicker } from '#web/app/photo-picker.tsx';
import { Avatar } from '#web/kit/avatar.tsx';
import { Button } from '#web/kit/button.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { orNull } from '#web/kit/or-null.ts';
import { Card, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { accountText } from '#web/text/account.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

const { getMyProfile, updateMyProfile, listNeighbours } = profile.endpoints;
type Profile = OutputOf<typeof getMyProfile>;
const named = z.object({ displayName: orNull(updateMyProfile.input.shape.displayName) });
const refreshes = [getMyProfile, listNeighbours];

/** How one appears to the people of one's buildings. */
export function Face() {
  const t = useText(accountText);
  const { data } = useRead(getMyProfile, {});
  return (
    <Card className="p-5 sm:p-6">
      <h2 className="text-lg">{t.face}</h2>
      <p className="mt-1 mb-4 text-soft">{t.faceLead}</p>
      {data ? (
        <div className="flex flex-col gap-5">
          <Photo profile={data} />
          <CalledForm profile={data} />
        </div>
      ) : (
        <Skeleton className="h-60" />
      )}
    </Card>
  );
}

function Photo({ profile: { avatarFileId, displayName } }: { profile: Profile }) {
  const t = useText(accountText);
  const problems = useText(problemText);
  const { data: me } = useMe();
  const { data: file } = useRead(
    media.endpoints.getFile,
    { fileId: avatarFileId ?? '' },
    { enabled: avatarFileId !== null },
  );
  const [busy, setBusy] = useState(false);
  const { mutateAsync } = useAction(updateMyProfile, { refreshes });
  const change = async (find: () => Promise<InputOf<typeof updateMyProfile>>): Promise<void> => {
    setBusy(true);
    await find()
      .then(mutateAsync)
      .then(() => toast(t.saved))
      .catch(error => toast(sentenceFor(error, problems), 'bad'))
      .finally(() => setBusy(false));
  };
  const add = async (files: FileList | null): Promise<void> => {
    const [chosen] = files ?? [];
    if (chosen) await change(async () => ({ avatarFileId: (await uploadPhoto(chosen)).id }));
  };
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
      <Avatar
        size="large"
        name={displayName ?? me?.name ?? ''}
        url={avatarFileId && (file?.thumbnailUrl ?? file?.url)}
      />
      <div className="flex flex-wrap gap-2">
        <PhotoPicker add={add}>
          {open => (
            <Button look="outline" busy={busy} onClick={open}>
              {avatarFileId ? t.otherPhoto : t.addPhoto}
            </Button>
          )}
        </PhotoPicker>
        {avatarFileId && (
          <Button look="plain" disabled={busy} onClick={() => void change(async () => ({ avatarFileId: null }))}>
            {t.removePhoto}
          </Button>
        )}
      </div>
    </div>
  );
}

function CalledForm({ profile: { displayName, version } }: { profile: Profile }) {
  const t = useText(accountText);
  const { mutateAsync } = useAction(updateMyProfile, { refreshes });
  const form = useForm({
    schema: named,
    initial: { displayName },
    submit: async values => {
      await mutateAsync({ ...values, expectedVersion: version });
      toast(t.saved);
    },
  });
  return (
    <Form form={form} submit={t.save}>
      <TextField
        form={form}
        name="displayName"
        label={t.displayName}
        hint={t.displayNameHint}
        optional
        autoComplete="nickname"
      />
    </Form>
  );
}
