import { useState } from 'react';
import { uploadPhoto } from '#web/api/upload.ts';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

export interface Photo {
  id: string;
  preview: string;
}

/** The photos of something that is being written: each is uploaded as it is chosen. */
export function usePhotos() {
  const problems = useText(problemText);
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [uploading, setUploading] = useState(false);
  async function add(files: FileList | null): Promise<void> {
    setUploading(true);
    try {
      for (const file of [...(files ?? [])].slice(0, 10 - photos.length)) {
        const stored = await uploadPhoto(file);
        setPhotos(before => [...before, { id: stored.id, preview: URL.createObjectURL(file) }]);
      }
    } catch (error) {
      toast(sentenceFor(error, problems), 'bad');
    } finally {
      setUploading(false);
    }
  }
  const remove = (gone: Photo): void => setPhotos(before => before.filter(photo => photo !== gone));
  return { photos, uploading, add, remove, clear: (): void => setPhotos([]) };
}
