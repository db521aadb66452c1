import { ImagePlus } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { ticket as contract } from '#services/ticket/contract';
import { useAction } from '#web/api/queries.ts';
import { PhotoPicker, PhotoPreviews } from '#web/app/photo-picker.tsx';
import { usePhotos } from '#web/app/photos.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { Form, TextArea, useForm } from '#web/kit/form.tsx';
import { Card, Note } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { problemText } from '#web/text/problems.ts';
import { ticketText } from '#web/text/tickets.ts';
import type { Details } from './promise.ts';
import { showsTickets } from './shown.ts';
import type { Standing } from './standing.ts';

const { addComment, addAttachments } = contract.endpoints;

/** Photos may say it alone. */
const said = z.object({ text: addComment.input.shape.text.or(z.literal('')) });

/** Where one writes on a ticket. What the household writes while it is asked is its answer. */
export function Talk({ ticket, standing }: { ticket: Details; standing: Standing }) {
  const t = useText(ticketText);
  const [internal, setInternal] = useState(false);
  const { photos, uploading, add, remove, clear } = usePhotos();
  const problems = useText(problemText);
  const comment = useAction(addComment, { refreshes: showsTickets });
  const attach = useAction(addAttachments, { refreshes: showsTickets });
  const asked = standing === 'household' && ticket.status === 'waiting_for_resident';
  // An answer takes words, and what is attached without any is not for staff alone.
  const mayBeSilent = photos.length > 0 && !asked && !internal;
  const form = useForm({
    schema: said,
    initial: { text: '' },
    check: ({ text }): Record<string, string> => {
      if (uploading) return { text: t.uploading };
      return String(text).trim() || mayBeSilent ? {} : { text: problems.required };
    },
    submit: async ({ text }) => {
      const fileIds = photos.map(photo => photo.id);
      if (text) await comment.mutateAsync({ ticketId: ticket.id, text, internal, fileIds });
      else await attach.mutateAsync({ ticketId: ticket.id, fileIds });
      if (asked) toast(t.answered);
      form.reset();
      clear();
    },
  });
  // What is over is opened again rather than talked about.
  if (ticket.status === 'closed' && standing !== 'staff') return null;
  return (
    <Card className="p-4 sm:p-5">
      {asked && (
        <div className="mb-4">
          <Note tone="warn">{t.answerLead}</Note>
        </div>
      )}
      <Form form={form} submit={asked ? t.sendAnswer : t.sendComment}>
        {standing === 'staff' && (
          <Choices
            label={t.toWhom}
            value={internal ? 'internal' : 'toHousehold'}
            onChoose={to => setInternal(to === 'internal')}
            options={(['toHousehold', 'internal'] as const).map(value => ({ value, label: t[value] }))}
          />
        )}
        <TextArea
          form={form}
          name="text"
          label={asked ? t.answer : t.comment}
          maxLength={5_000}
          {...(standing !== 'staff' && !asked && { hint: t.commentHint })}
        />
        <div>
          <PhotoPicker add={add}>
            {open => (
              <Button
                look="plain"
                size="small"
                className="-ml-3"
                busy={uploading}
                icon={<ImagePlus size={18} aria-hidden />}
                onClick={open}
              >
                {t.photo}
              </Button>
            )}
          </PhotoPicker>
          <PhotoPreviews photos={photos} remove={remove} className="mt-3" />
        </div>
      </Form>
    </Card>
  );
}
