import type { Caller } from '../trpc/procedures.ts';

/** Every HTTP route beside the tRPC procedures, and who may call it (T2). The isolation test walks this list. */
export const HTTP_ROUTES: { method: 'GET' | 'POST'; path: string; caller: Caller }[] = [
  { method: 'GET', path: '/healthz', caller: 'public' },
  { method: 'GET', path: '/readyz', caller: 'public' },
  { method: 'GET', path: '/metrics', caller: 'operator' },
  { method: 'GET', path: '/sync/:collection', caller: 'device' },
  { method: 'GET', path: '/pictures/:id', caller: 'deviceOrManager' },
  { method: 'POST', path: '/catalogue/import', caller: 'manager' },
  { method: 'GET', path: '/catalogue/export', caller: 'manager' },
  { method: 'POST', path: '/catalogue/pictures', caller: 'manager' },
  { method: 'GET', path: '/relay/printers/:printerId', caller: 'device' },
  { method: 'POST', path: '/relay/printers/:printerId/jobs/:attemptId', caller: 'device' },
  { method: 'POST', path: '/webhook/:kind/:slug', caller: 'public' },
  { method: 'POST', path: '/api/auth/*path', caller: 'public' },
  { method: 'GET', path: '/api/auth/*path', caller: 'public' },
];
