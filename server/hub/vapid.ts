import { createPrivateKey, sign } from 'node:crypto';

type Vapid = { audience: string; subject: string; publicKey: string; privateKey: string };

/** The Authorization header of RFC 8292 (voluntary application server identification); keys are base64url, valid 12 h. */
export function vapidHeader({ audience, subject, publicKey, privateKey }: Vapid, now: number): string {
  const point = Buffer.from(publicKey, 'base64url');
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: privateKey,
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33, 65).toString('base64url'),
    },
  });
  const head = encoded({ typ: 'JWT', alg: 'ES256' });
  const claims = encoded({ aud: audience, exp: Math.floor(now / 1000) + 43_200, sub: subject });
  const signature = sign('sha256', Buffer.from(`${head}.${claims}`), { key, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${head}.${claims}.${signature.toString('base64url')}, k=${publicKey}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
