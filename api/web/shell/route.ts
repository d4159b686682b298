/** Where the user is. Kept in the part of the address after `#`, so that any static server can serve the client. */
export type Route =
  | { readonly page: 'check' }
  | { readonly page: 'compare'; readonly first?: string; readonly second?: string }
  | { readonly page: 'library'; readonly text: string }
  | { readonly page: 'record'; readonly id: string }
  | { readonly page: 'deposit' }
  | { readonly page: 'evidence'; readonly id?: string }
  | { readonly page: 'reports' }
  | { readonly page: 'verify'; readonly id?: string }
  | { readonly page: 'litigation-rules' }
  | { readonly page: 'sign-in' }
  | { readonly page: 'account' }
  | { readonly page: 'ties'; readonly party?: string }
  | { readonly page: 'office' }
  | { readonly page: 'colleague'; readonly id: string }
  | { readonly page: 'party'; readonly id: string }
  | { readonly page: 'set-password'; readonly token: string }
  | { readonly page: 'applications' }
  | { readonly page: 'application'; readonly id: string }
  | { readonly page: 'bulk' }
  | { readonly page: 'notices'; readonly text: string }
  | { readonly page: 'notice'; readonly id: string }
  | { readonly page: 'title'; readonly id: string }
  | { readonly page: 'opinions' }
  | { readonly page: 'opinion'; readonly id: string }
  | { readonly page: 'desk' }
  | { readonly page: 'case'; readonly id: string }
  | { readonly page: 'statistics' }
  | { readonly page: 'deadlines' }
  | { readonly page: 'audit' }
  | { readonly page: 'inbox' }
  | { readonly page: 'missing' };

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parameters = new URLSearchParams(search);
  const [page = '', id, part] = path.split('/');
  if (page === '' || page === 'check') return { page: 'check' };
  if (page === 'compare') {
    const [first, second] = [parameters.get('first'), parameters.get('second')];
    return { page: 'compare', ...(first === null ? {} : { first }), ...(second === null ? {} : { second }) };
  }
  if (page === 'library' && id !== undefined && id !== '') return { page: 'record', id };
  if (page === 'library') return { page: 'library', text: parameters.get('text') ?? '' };
  if (page === 'ties') return id ? { page, party: id } : { page };
  if (page === 'office' && id) return { page: 'colleague', id };
  if (page === 'deposit' || page === 'sign-in' || page === 'account' || page === 'office') return { page };
  if (page === 'parties' && id) return { page: 'party', id };
  if (page === 'evidence') return id ? { page, id } : { page };
  if (page === 'verify') return id ? { page, id } : { page };
  if (page === 'set-password' && id !== undefined && id !== '') return { page, token: id };
  if (page === 'applications') return id ? { page: 'application', id } : { page };
  if (page === 'notices' && id && part === 'title') return { page: 'title', id };
  if (page === 'notices') return id ? { page: 'notice', id } : { page, text: parameters.get('text') ?? '' };
  if (page === 'opinions') return id ? { page: 'opinion', id } : { page };
  if (page === 'desk') return id ? { page: 'case', id } : { page };
  if (page === 'statistics' || page === 'bulk' || page === 'deadlines' || page === 'reports') return { page };
  if (page === 'audit' || page === 'inbox' || page === 'litigation-rules') return { page };
  return { page: 'missing' };
}

export function hrefOf(route: Exclude<Route, { page: 'missing' }>): string {
  switch (route.page) {
    case 'check':
      return '#/check';
    case 'compare': {
      const parameters = new URLSearchParams();
      if (route.first !== undefined) parameters.set('first', route.first);
      if (route.second !== undefined) parameters.set('second', route.second);
      return parameters.size === 0 ? '#/compare' : `#/compare?${parameters}`;
    }
    case 'library':
      return route.text === '' ? '#/library' : `#/library?${new URLSearchParams({ text: route.text })}`;
    case 'deposit':
    case 'reports':
    case 'sign-in':
    case 'account':
    case 'office':
      return `#/${route.page}`;
    case 'ties':
      return route.party === undefined ? '#/ties' : `#/ties/${route.party}`;
    case 'colleague':
      return `#/office/${route.id}`;
    case 'party':
      return `#/parties/${route.id}`;
    case 'evidence':
      return route.id === undefined ? '#/evidence' : `#/evidence/${encodeURIComponent(route.id)}`;
    case 'verify':
      return route.id === undefined ? '#/verify' : `#/verify/${encodeURIComponent(route.id)}`;
    case 'set-password':
      return `#/set-password/${route.token}`;
    case 'record':
      return `#/library/${route.id}`;
    case 'applications':
    case 'bulk':
    case 'desk':
    case 'opinions':
    case 'statistics':
    case 'deadlines':
    case 'audit':
    case 'inbox':
    case 'litigation-rules':
      return `#/${route.page}`;
    case 'application':
      return `#/applications/${route.id}`;
    case 'notices':
      return route.text === '' ? '#/notices' : `#/notices?${new URLSearchParams({ text: route.text })}`;
    case 'notice':
      return `#/notices/${route.id}`;
    case 'title':
      return `#/notices/${route.id}/title`;
    case 'opinion':
      return `#/opinions/${route.id}`;
    case 'case':
      return `#/desk/${route.id}`;
  }
}
