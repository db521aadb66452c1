import { col } from '#kernel/sql/columns';
import type { RoleName } from '../contract.ts';
import { iamService } from '../definition.ts';

export const listRoles = iamService.operation('listRoles', async ctx => ({
  items: await ctx.db.many({ role: col.any<RoleName>(), summary: col.text, permissions: col.texts })`
    select r.name as role, r.summary,
           coalesce(array_agg(p.permission order by p.permission) filter (where p.permission is not null), '{}')
             as permissions
    from roles r left join role_permissions p on p.role = r.name
    group by r.name order by r.name`,
}));
