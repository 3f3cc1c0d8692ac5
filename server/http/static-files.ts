import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import { isOfficePath } from '../../shared/office-paths.ts';
import { answerError } from './answer-error.ts';

/** The built client: hashed assets for ever, everything else asked for again; unknown pages get the till's. */
export function staticFiles(folder: string): Router {
  const router = Router();
  const tillPage = join(folder, 'index.html');
  const officePage = join(folder, 'owner.html');
  router.use(
    express.static(folder, {
      index: false,
      setHeaders: (res, path) => {
        res.setHeader(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    }),
  );
  router.get('/*path', (req, res) => servePage(req.path, res));
  router.get('/', (req, res) => servePage(req.path, res));
  function servePage(path: string, res: express.Response) {
    // A missing asset answered with the page would be cached as a script.
    if (path.startsWith('/assets/') || /\.\w{2,5}$/.test(path) || !existsSync(tillPage))
      return answerError(res, 'notFound');
    res.setHeader('cache-control', 'no-cache');
    res.sendFile(isOfficePath(path) ? officePage : tillPage);
  }
  return router;
}
