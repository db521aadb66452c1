import { LogOut, Monitor, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { session } from '#web/api/session.ts';
import { Menu, MenuChoice, MenuItem, MenuLine } from '#web/kit/menu.tsx';
import { appText } from '#web/text/app.ts';
import { chooseLanguage, languages, useLanguage, useText } from '#web/text/language.ts';
import { chooseTheme, useTheme } from './theme.ts';

/** Appearance, language, and the way out. */
export default function AccountMenu({ children }: { children: ReactNode }) {
  const t = useText(appText);
  const theme = useTheme();
  const language = useLanguage();
  return (
    <Menu trigger={children} side="top">
      <MenuChoice
        label={t.theme}
        value={theme}
        onChoose={chooseTheme}
        options={[
          { value: 'system', label: t.system, icon: <Monitor size={18} aria-hidden /> },
          { value: 'light', label: t.light, icon: <Sun size={18} aria-hidden /> },
          { value: 'dark', label: t.dark, icon: <Moon size={18} aria-hidden /> },
        ]}
      />
      <MenuLine />
      <MenuChoice label={t.language} value={language} onChoose={chooseLanguage} options={languages} />
      <MenuLine />
      <MenuItem icon={<LogOut size={18} aria-hidden />} onSelect={() => void session.signOut()}>
        {t.signOut}
      </MenuItem>
    </Menu>
  );
}
