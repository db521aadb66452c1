import { ImagePlus, X } from 'lucide-react';
import type { OutputOf } from '#kernel/contract';
import { catalog } from '#services/catalog/contract';
import { fileUrl } from '#web/api/client.ts';
import { useAction } from '#web/api/queries.ts';
import { uploadPhoto } from '#web/api/upload.ts';
import { PhotoPicker } from '#web/app/photo-picker.tsx';
import { Button } from '#web/kit/button.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { sellText } from '#web/text/sell.ts';

const { addImage, getOwnProduct, removeImage } = catalog.endpoints;
const refreshes = [getOwnProduct];

/** The pictures of a product: the first is the one in lists. */
export function Pictures({ product }: { product: OutputOf<typeof getOwnProduct> }) {
  const t = useText(sellText);
  const problems = useText(problemText);
  const add = useAction(addImage, { refreshes });
  const remove = useAction(removeImage, { refreshes });
  const refused = (error: unknown) => toast(sentenceFor(error, problems), 'bad');
  const upload = async (files: FileList | null) => {
    for (const file of files ?? [])
      await uploadPhoto(file)
        .then(({ id: fileId }) => add.mutateAsync({ productId: product.id, fileId, alt: product.title }))
        .catch(refused);
  };
  return (
    <div className="flex flex-wrap gap-3">
      {product.images.map(({ id, url, thumbnailUrl, alt }, at) => (
        <div key={id} className="relative size-28 rounded-control border border-line bg-sunken">
          {url && (
            <img src={fileUrl(thumbnailUrl ?? url)} alt={alt} className="size-full rounded-control object-cover" />
          )}
          <button
            type="button"
            aria-label={t.removePicture(at + 1)}
            onClick={() => remove.mutate({ imageId: id }, { onError: refused })}
            className="absolute -top-2 -right-2 grid size-8 place-items-center rounded-full border border-line bg-raised"
          >
            <X size={16} aria-hidden />
          </button>
        </div>
      ))}
      <PhotoPicker add={upload}>
        {open => (
          <Button look="outline" busy={add.isPending} icon={<ImagePlus size={18} aria-hidden />} onClick={open}>
            {t.addPicture}
          </Button>
        )}
      </PhotoPicker>
    </div>
  );
}
