import { createHash, createHmac } from 'node:crypto';

type Request = { method: string; url: URL; headers: Record<string, string>; body: string };
type Keys = { accessKey: string; secretKey: string; region: string; service: string };

/** Headers of AWS Signature Version 4 (docs: "Create a signed AWS API request"), as S3-compatible stores take it. */
export function signSigv4({ method, url, body }: Request, keys: Keys, now: number): Record<string, string> {
  const stamp = `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const day = stamp.slice(0, 8);
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const signedHeaders = 'host;x-amz-content-sha256;x-amz-date';
  const canonical = [
    method,
    url.pathname.split('/').map(strict).join('/'),
    [...url.searchParams]
      .map(([name, value]) => `${strict(name)}=${strict(value)}`)
      .sort()
      .join('&'),
    `host:${url.host}\nx-amz-content-sha256:${bodyHash}\nx-amz-date:${stamp}\n`,
    signedHeaders,
    bodyHash,
  ].join('\n');
  const scope = `${day}/${keys.region}/${keys.service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
  const key = [day, keys.region, keys.service, 'aws4_request'].reduce<string | Buffer>(
    (over, part) => hmac(over, part),
    `AWS4${keys.secretKey}`,
  );
  const signature = hmac(key, toSign).toString('hex');
  return {
    'x-amz-date': stamp,
    'x-amz-content-sha256': bodyHash,
    Authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKey}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  };
}

function hmac(key: string | Buffer, value: string): Buffer {
  return createHmac('sha256', key).update(value).digest();
}

function strict(part: string): string {
  return encodeURIComponent(decodeURIComponent(part)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
