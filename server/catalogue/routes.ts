import express, { type Request, Router } from 'express';
import { z } from 'zod';
import { MAX_IMPORT_BYTES } from '../../shared/catalogue/import-report.ts';
import { MAX_PICTURE_BYTES } from '../../shared/catalogue/product-limits.ts';
import { roleAtLeast } from '../../shared/roles.ts';
import { byUser } from '../accounts/acting.ts';
import { memberOf, wantedTenant } from '../accounts/wanted-tenant.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { exportProducts } from './export-products.ts';
import { importProducts } from './import/import-products.ts';
import { readPicture, savePicture } from './pictures.ts';

type Needed = Pick<Services, 'db' | 'now' | 'newId' | 'identify'>;

const importQuery = z.object({
  mode: z.enum(['dry-run', 'apply']).default('dry-run'),
  importId: z.uuid().optional(),
  outlet: z.uuid().optional(),
});

/**
 * What is too large or too raw for procedures: `POST /catalogue/import`, `GET /catalogue/export` and
 * `POST /catalogue/pictures` for a manager's session, `GET /pictures/:id` for a manager's session or a tablet of the
 * tenant. The caller is known before a byte of the body is read.
 */
export function catalogueRoutes(services: Needed): Router {
  const router = Router();

  router.post('/catalogue/import', async (req, res) => {
    const { tenantId, user } = await manager(services, req);
    const query = importQuery.safeParse(req.query);
    if (!query.success)
      throw new Refusal('badInput', { field: String(query.error.issues[0]?.path[0] ?? '') });
    const bytes = await readBody(req, MAX_IMPORT_BYTES);
    const { mode, importId, outlet } = query.data;
    const request = { tenantId, actor: byUser({ user }), bytes, mode, importId, outletId: outlet };
    res.setHeader('cache-control', 'no-store');
    res.json(await importProducts(services, request));
  });

  router.get('/catalogue/export', async (req, res) => {
    const { tenantId } = await manager(services, req);
    const text = await exportProducts({ db: services.db, tenantId });
    const day = new Date(services.now()).toISOString().slice(0, 10);
    res.setHeader('cache-control', 'no-store');
    res.attachment(`produk-${day}.csv`).type('text/csv; charset=utf-8').send(text);
  });

  router.post('/catalogue/pictures', async (req, res) => {
    const { tenantId } = await manager(services, req);
    const bytes = await readBody(req, MAX_PICTURE_BYTES);
    res.json(await savePicture({ ...services, tenantId }, bytes));
  });

  router.get('/pictures/:id', async (req, res) => {
    const tenantIds = await readers(services, req);
    const pictureId = z.uuid().safeParse(req.params.id);
    if (!pictureId.success) throw new Refusal('notFound');
    for (const tenantId of tenantIds) {
      const found = await readPicture({ db: services.db, tenantId }, pictureId.data);
      if (!found) continue;
      res.set({
        'content-type': found.mime,
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'x-content-type-options': 'nosniff',
        // Private: the next person on a shared proxy may belong to another tenant.
        'cache-control': 'private, max-age=31536000, immutable',
      });
      return void res.send(Buffer.from(found.bytes));
    }
    throw new Refusal('notFound');
  });

  return router;
}

/** The signed-in manager's tenant, chosen as procedures do. */
async function manager({ identify }: Needed, req: Request) {
  const user = await identify.user(req.headers);
  if (!user) throw new Refusal('signInNeeded');
  const member = memberOf(user, wantedTenant(req));
  if (!member || !roleAtLeast(member.role, 'manager')) throw new Refusal('notAllowed');
  return { user, tenantId: member.tenantId };
}

/** Tenants whose pictures the caller may see: an <img> sends cookies but no header to choose by. */
async function readers({ identify }: Needed, req: Request): Promise<string[]> {
  const [device, user] = [await identify.device(req.headers), await identify.user(req.headers)];
  const tenantIds = new Set([
    ...(device ? [device.tenantId] : []),
    ...(user?.memberships ?? []).map((m) => m.tenantId),
  ]);
  if (tenantIds.size === 0) throw new Refusal('signInNeeded');
  return [...tenantIds];
}

/** The whole body as bytes, whatever its type says; a Refusal beyond `limit`. */
function readBody(req: Request, limit: number): Promise<Uint8Array> {
  const read = express.raw({ type: () => true, limit });
  return new Promise((resolve, reject) => {
    read(req, req.res as express.Response, (error?: unknown) => {
      if (error) reject(error);
      else resolve(Buffer.isBuffer(req.body) ? req.body : new Uint8Array());
    });
  });
}
