import type { ReactNode } from 'react';
import { Menu, MenuChoice } from '#web/kit/menu.tsx';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';
import { chooseBuilding } from './me.ts';

interface BuildingMenuProps {
  all: readonly { id: string; name: string }[];
  current: string;
  children: ReactNode;
}

export default function BuildingMenu({ all, current, children }: BuildingMenuProps) {
  const t = useText(appText);
  return (
    <Menu trigger={children}>
      <MenuChoice
        label={t.building}
        value={current}
        onChoose={chooseBuilding}
        options={all.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Menu>
  );
}
