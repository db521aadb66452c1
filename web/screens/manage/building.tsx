import { ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { building } from '#services/building/contract';
import { ask } from '#web/api/client.ts';
import { keyOf, queries, useAction, useList, useRead } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Card, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { manageText } from '#web/text/manage.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { usePerson } from './people.tsx';

const { getTree, listUnitMembers, createInvitation, importUnits, listInvitations } = building.endpoints;
type Unit = OutputOf<typeof getTree>['entrances'][number]['floors'][number]['units'][number];
type Member = OutputOf<typeof listUnitMembers>['items'][number];

/** The building as a tree; a unit shows who belongs to it. */
export default function BuildingPage() {
  const t = useText(manageText);
  const { current } = useBuildings();
  const { data: tree } = useRead(getTree, { buildingId: current?.id ?? '' }, { enabled: current != null });
  const [importing, setImporting] = useState(false);
  const [open, setOpen] = useState<Unit | null>(null);
  const units = tree?.entrances.flatMap(({ floors }) => floors.flatMap(floor => floor.units)) ?? [];
  return (
    <Page
      title={current?.name ?? t.building}
      lead={tree ? t.buildingLead(units.length) : ' '}
      actions={
        <Button look="outline" disabled={!current} onClick={() => setImporting(true)}>
          {t.import}
        </Button>
      }
    >
      {!tree && <Skeleton className="h-96 rounded-card" />}
      <div className="flex flex-col gap-4">
        {tree?.entrances.map(entrance => (
          <Card key={entrance.id} className="p-4 sm:p-5">
            <details open className="group">
              <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2">
                <ChevronRight size={20} aria-hidden className="transition-transform group-open:rotate-90" />
                <h2 className="text-lg">{t.entrance(entrance.label)}</h2>
              </summary>
              {entrance.floors
                .toSorted((one, other) => other.level - one.level)
                .map(floor => (
                  <div key={floor.id} className="mt-3">
                    <h3 className="text-sm text-soft">{floor.label ?? t.level(floor.level)}</h3>
                    <ul className="mt-1.5 flex flex-wrap gap-2">
                      {floor.units.map(unit => (
                        <li key={unit.id}>
                          <Button
                            look={unit.kind === 'flat' ? 'quiet' : 'outline'}
                            title={t.kinds[unit.kind]}
                            onClick={() => setOpen(unit)}
                          >
                            {unit.label}
                          </Button>
                        </li>
                      ))}
                    </ul>
                  </div>
                ))}
            </details>
          </Card>
        ))}
      </div>
      <Dialog
        open={open !== null}
        onOpenChange={() => setOpen(null)}
        title={open?.label ?? ''}
        {...(open && { description: t.kinds[open.kind] })}
      >
        {open && current && <Members unit={open} buildingId={current.id} />}
      </Dialog>
      <Dialog open={importing} onOpenChange={setImporting} title={t.import} description={t.importLead}>
        {current && <Import buildingId={current.id} />}
      </Dialog>
    </Page>
  );
}

const relations = ['owner', 'tenant', 'household'] as const;
const validDays = 14;

function Members({ unit, buildingId }: { unit: Unit; buildingId: string }) {
  const t = useText(manageText);
  const problems = useText(problemText);
  const [relation, setRelation] = useState<(typeof relations)[number]>('tenant');
  const list = useList(listUnitMembers, { unitId: unit.id, limit: 50 });
  const invite = useAction(createInvitation, { refreshes: [listInvitations] });
  return (
    <>
      {!list.items && <Skeleton className="h-12" />}
      {list.items?.length === 0 && <p className="text-soft">{t.nobody}</p>}
      <ul className="divide-y divide-line">
        {list.items?.map(member => (
          <MemberItem key={member.id} member={member} buildingId={buildingId} />
        ))}
      </ul>
      <div className="mt-5 border-t border-line pt-4">
        <Choices
          label={t.inviteAs}
          value={relation}
          onChoose={setRelation}
          options={relations.map(value => ({ value, label: t.relation[value] }))}
        />
        <Button
          className="mt-3"
          busy={invite.isPending}
          onClick={() =>
            invite.mutate(
              { unitId: unit.id, relation, validDays },
              { onError: error => toast(sentenceFor(error, problems), 'bad') },
            )
          }
        >
          {t.makeCode}
        </Button>
        {invite.data && (
          <div role="status" className="mt-3 rounded-2xl bg-fig-tint px-4 py-3">
            <p className="font-mono text-xl font-bold [overflow-wrap:anywhere]">{invite.data.code}</p>
            <p className="text-sm text-soft">{t.inviteCode(validDays)}</p>
          </div>
        )}
      </div>
    </>
  );
}

function MemberItem({ member, buildingId }: { member: Member; buildingId: string }) {
  const t = useText(manageText);
  const { name } = usePerson(buildingId, member.userId);
  return (
    <li className="flex justify-between gap-3 py-2">
      <span className="font-medium">{name}</span>
      <span className="text-soft">
        {t.relation[member.relation]}
        {!member.livesHere && ` (${t.away})`}
      </span>
    </li>
  );
}

function Import({ buildingId }: { buildingId: string }) {
  const t = useText(manageText);
  const problems = useText(problemText);
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<OutputOf<typeof importUnits> | null>(null);
  async function send(file: File | undefined): Promise<void> {
    if (!file) return;
    setBusy(true);
    try {
      const content = new Uint8Array(await file.arrayBuffer());
      setReport(await ask(importUnits, { buildingId, content, contentType: 'text/csv' }));
      await queries.invalidateQueries({ queryKey: keyOf(getTree) });
    } catch (error) {
      toast(sentenceFor(error, problems), 'bad');
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept=".csv,text/csv"
        hidden
        onChange={async ({ target }) => {
          await send(target.files?.[0]);
          target.value = '';
        }}
      />
      <Button busy={busy} onClick={() => picker.current?.click()}>
        {t.chooseFile}
      </Button>
      {report && (
        <div className="mt-4">
          <Note tone={report.failed > 0 ? 'warn' : 'good'} role="status">
            {t.imported(report.created, report.unchanged, report.failed)}
          </Note>
          <ul className="mt-3 flex flex-col gap-1 text-sm">
            {report.errors.map(error => (
              <li key={error.row}>
                <span className="font-semibold">{t.row(error.row)}:</span> {error.message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
