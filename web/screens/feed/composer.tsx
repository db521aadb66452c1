import { ImagePlus } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { community } from '#services/community/contract';
import { useAction } from '#web/api/queries.ts';
import { useMe } from '#web/app/me.ts';
import { PhotoPicker, PhotoPreviews } from '#web/app/photo-picker.tsx';
import { usePhotos } from '#web/app/photos.ts';
import { Avatar } from '#web/kit/avatar.tsx';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { feedText } from '#web/text/feed.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

const { createPost, listFeed } = community.endpoints;

/** Where a post is written; opens up when there is something in it. */
export function Composer({ buildingId }: { buildingId: string | undefined }) {
  const t = useText(feedText);
  const problems = useText(problemText);
  const id = useId();
  const { data: me } = useMe();
  const [text, setText] = useState('');
  const { photos, uploading, add, remove, clear } = usePhotos();
  const { mutate, isPending } = useAction(createPost, {
    refreshes: [listFeed],
    done: () => {
      setText('');
      clear();
      toast(t.posted);
    },
  });
  function send(event: FormEvent): void {
    event.preventDefault();
    const fields = { buildingId: buildingId!, text, fileIds: photos.map(photo => photo.id) };
    if (text.trim() && buildingId) mutate(fields, { onError: error => toast(sentenceFor(error, problems), 'bad') });
  }
  return (
    <Card className="p-4">
      <form onSubmit={send}>
        <div className="flex items-start gap-3">
          <Avatar name={me?.name ?? ''} />
          <label htmlFor={id} className="sr-only">
            {t.writeLabel}
          </label>
          <textarea
            id={id}
            rows={1}
            value={text}
            maxLength={10_000}
            placeholder={t.write}
            onChange={event => setText(event.target.value)}
            className="field-sizing-content min-h-12 w-full min-w-0 resize-none rounded-control bg-sunken px-3.5 py-2.5"
          />
          <PhotoPicker add={add}>
            {open => (
              <IconButton label={t.photo} onClick={open} aria-busy={uploading}>
                <ImagePlus size={22} aria-hidden />
              </IconButton>
            )}
          </PhotoPicker>
        </div>
        <PhotoPreviews photos={photos} remove={remove} className="mt-3" />
        {(text !== '' || photos.length > 0 || uploading) && (
          <div className="mt-3 flex items-center justify-end gap-3">
            {uploading && (
              <span role="status" className="text-sm text-soft">
                {t.uploading}
              </span>
            )}
            <Button type="submit" busy={isPending} disabled={text.trim() === '' || uploading}>
              {t.post}
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}
