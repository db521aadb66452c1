import { Link, useNavigate } from '@tanstack/react-router';
import { Download, EllipsisVertical, Plus, Settings2 } from 'lucide-react';
import { ticket as contract } from '#services/ticket/contract';
import { useHolds } from '#web/app/me.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { download } from '#web/kit/download.ts';
import { DownloadButton } from '#web/kit/download-button.tsx';
import { Menu, MenuItem } from '#web/kit/menu.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useIsDesk } from '#web/kit/wide.ts';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { KeysButton } from './keys-dialog.tsx';
import { type BoardSearch, filtersOf } from './search.ts';

const { exportTickets } = contract.endpoints;
const fileName = 'tickets.csv';

interface ActionsProps {
  buildingId: string;
  search: BoardSearch;
}

/** What can be done with all of the board; on a phone what is seldom needed is folded away. */
export function Actions(props: ActionsProps) {
  const t = useText(boardText);
  const desk = useIsDesk();
  const manages = useHolds('manager', `building:${props.buildingId}`);
  return (
    <>
      {desk && <KeysButton />}
      {desk && manages && <ForManagers {...props} />}
      <Button asChild>
        <Link to="/tickets/new">
          <Plus size={20} aria-hidden /> {t.newTicket}
        </Link>
      </Button>
      {!desk && manages && <Folded {...props} />}
    </>
  );
}

function ForManagers({ buildingId, search }: ActionsProps) {
  const t = useText(boardText);
  return (
    <>
      <Button asChild look="plain">
        <Link to="/manage/tickets/setup">
          <Settings2 size={18} aria-hidden /> {t.setUp}
        </Link>
      </Button>
      <DownloadButton
        endpoint={exportTickets}
        input={{ buildingId, ...filtersOf(search) }}
        name={fileName}
        label={t.export}
      />
    </>
  );
}

function Folded({ buildingId, search }: ActionsProps) {
  const t = useText(boardText);
  const problems = useText(problemText);
  const navigate = useNavigate();
  const save = () =>
    void download(exportTickets, { buildingId, ...filtersOf(search) }, fileName).catch(error =>
      toast(sentenceFor(error, problems), 'bad'),
    );
  return (
    <Menu
      trigger={
        <IconButton label={t.others}>
          <EllipsisVertical size={20} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem
        icon={<Settings2 size={18} aria-hidden />}
        onSelect={() => void navigate({ to: '/manage/tickets/setup' })}
      >
        {t.setUp}
      </MenuItem>
      <MenuItem icon={<Download size={18} aria-hidden />} onSelect={save}>
        {t.export}
      </MenuItem>
    </Menu>
  );
}
