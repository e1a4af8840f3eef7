/** Where to go after signing in. Only a path of this store: a link to elsewhere would be a phisher's. */
export function nextPath(wanted: string | undefined): string {
  return wanted && /^\/[a-z0-9][\w/-]*$/i.test(wanted) ? wanted : '/account';
}
