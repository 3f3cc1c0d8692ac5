/** Whether a path belongs to the back office, which starts from its own page. */
export function isOfficePath(path: string): boolean {
  return /^\/(owner|setup|reset|admin)(\/|$)/.test(path);
}
