import type { Caller } from '../trpc/procedures.ts';

/** Every HTTP route beside the tRPC procedures, and who may call it (T2). The isolation test walks this list. */
export const HTTP_ROUTES: {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  caller: Caller;
}[] = [
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
  { method: 'GET', path: '/api/admin/partners/:id/integrations', caller: 'manager' },
  { method: 'POST', path: '/api/admin/partners/:id/integrations', caller: 'owner' },
  { method: 'GET', path: '/api/admin/outlets/:id/integrations', caller: 'manager' },
  { method: 'POST', path: '/api/admin/outlets/:id/integrations', caller: 'owner' },
  { method: 'GET', path: '/api/admin/integrations/:id', caller: 'manager' },
  { method: 'PUT', path: '/api/admin/integrations/:id', caller: 'owner' },
  { method: 'PATCH', path: '/api/admin/integrations/:id', caller: 'owner' },
  { method: 'DELETE', path: '/api/admin/integrations/:id', caller: 'owner' },
  { method: 'POST', path: '/api/admin/integrations/:id/enable', caller: 'owner' },
  { method: 'POST', path: '/api/admin/integrations/:id/disable', caller: 'owner' },
  { method: 'POST', path: '/api/admin/integrations/:id/test', caller: 'owner' },
  { method: 'GET', path: '/api/admin/integrations/:id/logs', caller: 'manager' },
  { method: 'GET', path: '/api/admin/integrations/:id/webhooks', caller: 'manager' },
  { method: 'POST', path: '/api/admin/integrations/:id/webhooks', caller: 'owner' },
  { method: 'GET', path: '/api/admin/integrations/:id/health', caller: 'manager' },
  { method: 'POST', path: '/api/auth/*path', caller: 'public' },
  { method: 'GET', path: '/api/auth/*path', caller: 'public' },
];
