import { fileUrl } from '#web/api/client.ts';

interface LinkedFile {
  fileId: string;
  url: string | null;
  thumbnailUrl: string | null;
}

/** Photos in a row, each opens as a whole. */
export function FileRow({ files, alt }: { files: readonly LinkedFile[] | undefined; alt: string }) {
  const shown = files?.filter(file => file.url !== null) ?? [];
  if (shown.length === 0) return null;
  return (
    <ul className="mt-3 flex flex-wrap gap-2">
      {shown.map(file => (
        <li key={file.fileId}>
          <a href={fileUrl(file.url!)} target="_blank" rel="noreferrer">
            <img
              src={fileUrl(file.thumbnailUrl ?? file.url!)}
              alt={alt}
              className="size-24 rounded-control object-cover"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
