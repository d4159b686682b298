import { ACTIONS, permissionOf } from './permissions.ts';
import { ROLES } from './roles.ts';

/** The permission table as Markdown; api/README.md holds exactly this. */
export function permissionTable(): string {
  const rows = ACTIONS.map((action) => {
    const { public: access, scope, roles } = permissionOf(action);
    const reaches = ROLES.flatMap((role) => (roles[role] === undefined ? [] : [`${role}: ${roles[role]}`]));
    return `| \`${action}\` | ${access} | ${scope} | ${reaches.join(', ')} |`;
  });
  return ['| action | public | scope of a key | roles and their reach |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}
