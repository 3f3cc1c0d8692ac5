import type { SandboxFacts } from './connect-sandbox.ts';

/** The simulated providers of another process, by its control API. */
export async function sandboxAt(url: string): Promise<SandboxFacts> {
  const answer = await fetch(`${url}/control/api/vendors`);
  const vendors = (await answer.json()) as { id: string; keys: Record<string, string> }[];
  return {
    url,
    vendors: vendors.map(({ id, keys }) => ({ id, keys })),
    setNotificationUrl: (vendor, notificationUrl) => {
      // Nothing is paid in the next moments.
      void fetch(`${url}/control/api/vendors/${vendor}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ notificationUrl }),
      }).catch(() => {});
    },
  };
}
