import { screen } from '#web/app/layouts.tsx';

export const upkeepRoutes = [screen('/manage/upkeep', () => import('./upkeep.tsx'))] as const;
