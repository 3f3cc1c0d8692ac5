/** The number on the app's icon, where the platform has one; from a page or the service worker. */
export function showBadge(unsent: number): void {
  const { setAppBadge, clearAppBadge } = navigator as Partial<
    Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>
  >;
  const shown = unsent > 0 ? setAppBadge?.call(navigator, unsent) : clearAppBadge?.call(navigator);
  shown?.catch(() => {});
}
