import { KeyRound } from 'lucide-react';
import { building } from '#services/building/contract';
import { gateway } from '#services/gateway/contract';
import { queries, useAction } from '#web/api/queries.ts';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { homeText } from '#web/text/home.ts';
import { useText } from '#web/text/language.ts';
import { forgetCode, keptCode } from './invitation-code.ts';

const { joinHome, getHomes, listBuildings } = building.endpoints;

/** Takes the code by which one comes to belong to a home: the one given at registration, or typed in now. */
export function JoinHome() {
  const t = useText(homeText);
  const { mutateAsync } = useAction(joinHome, { refreshes: [getHomes, listBuildings, gateway.endpoints.getHome] });
  const form = useForm({
    schema: joinHome.input,
    initial: { code: keptCode() ?? '', livesHere: true },
    submit: async values => {
      await mutateAsync(values);
      forgetCode();
      toast(t.joined);
      // Other services hear of it a moment later: what they refused meanwhile is asked for again.
      setTimeout(() => void queries.invalidateQueries(), 1_500);
    },
  });
  return (
    <Card className="p-5 sm:p-6">
      <div className="mb-4 flex items-center gap-4">
        <span className="arch grid h-14 w-12 shrink-0 place-items-center bg-fig-tint pt-1 text-fig">
          <KeyRound size={22} aria-hidden />
        </span>
        <div>
          <h2 className="text-xl">{t.join}</h2>
          <p className="text-soft">{t.noHomeLead}</p>
        </div>
      </div>
      <Form form={form} submit={t.join}>
        <TextField form={form} name="code" label={t.code} autoComplete="off" spellCheck={false} />
        <label className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            name="livesHere"
            className="size-5"
            checked={form.values.livesHere === true}
            onChange={event => form.set('livesHere', event.target.checked)}
          />
          {t.livesHere}
        </label>
      </Form>
    </Card>
  );
}
