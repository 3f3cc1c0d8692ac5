import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { SimpleAuth } from './preset.ts';
import { signSigv4 } from './sigv4.ts';
import { renderText, renderVars, type Scope } from './template.ts';
import { vapidHeader } from './vapid.ts';

/** A request that is filled in, with its body already as it will be sent: signatures are over those bytes. */
export type PreparedRequest = {
  method: string;
  url: URL;
  /** The path as the vendor knows it, without what our simulators are mounted under. */
  path: string;
  headers: Record<string, string>;
  body: string;
};

/** Adds what proves who is calling. `body` values were merged before the body was written. */
export function applyAuth(
  auth: SimpleAuth,
  request: PreparedRequest,
  scope: Scope,
  now: number,
): PreparedRequest {
  const { method, path, headers, body } = request;
  const signing: Scope = { ...scope, raw: body, method, path, header: lowerCased(headers) };
  switch (auth.type) {
    case 'none':
    case 'body':
      return request;
    case 'header': {
      const own = { [auth.name]: renderText(auth.value, signing) };
      return withHeaders(request, { ...own, ...renderHeaders(auth.headers, signing) });
    }
    case 'query':
      return withQuery(request, auth.name, renderText(auth.value, signing));
    case 'basic': {
      const pair = `${renderText(auth.username, signing)}:${renderText(auth.password, signing)}`;
      return withHeaders(request, { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` });
    }
    case 'bearer':
      return withHeaders(request, { Authorization: `Bearer ${renderText(auth.token, signing)}` });
    case 'wsse':
      return withHeaders(
        request,
        wsse(renderText(auth.username, scope), renderText(auth.password, scope), now),
      );
    case 'sigv4':
      return withHeaders(
        request,
        signSigv4(
          { method, url: request.url, headers, body },
          {
            accessKey: renderText(auth.accessKey, scope),
            secretKey: renderText(auth.secretKey, scope),
            region: renderText(auth.region, scope),
            service: renderText(auth.service, scope),
          },
          now,
        ),
      );
    case 'vapid':
      return withHeaders(request, {
        Authorization: vapidHeader(
          {
            audience: request.url.origin,
            subject: renderText(auth.subject, scope),
            publicKey: renderText(auth.publicKey, scope),
            privateKey: renderText(auth.privateKey, scope),
          },
          now,
        ),
      });
    case 'hmac': {
      // Headers first: what is signed usually names them (a client id, a request id, a time).
      const extra = renderHeaders(auth.headers, renderVars(auth.vars, signing));
      const all = { ...signing, header: lowerCased({ ...headers, ...extra }) };
      const inner = renderVars(auth.vars, all);
      const template = body === '' && auth.withoutBody !== undefined ? auth.withoutBody : auth.stringToSign;
      const signed = createHmac(auth.algorithm, needed(renderText(auth.key, inner)))
        .update(renderText(template, inner))
        .digest(auth.encoding);
      const value = `${auth.prefix ?? ''}${signed}`;
      const rest = withHeaders(request, extra);
      return auth.in === 'header'
        ? withHeaders(rest, { [auth.name]: value })
        : withQuery(rest, auth.name, value);
    }
  }
}

/** Fills a block of headers; a name that ends in `?` is left out when its value is empty. */
export function renderHeaders(
  headers: Record<string, string> | undefined,
  scope: Scope,
): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [name, template] of Object.entries(headers ?? {})) {
    const value = renderText(template, scope);
    if (name.endsWith('?')) {
      if (value !== '') filled[name.slice(0, -1)] = value;
    } else filled[name] = value;
  }
  return filled;
}

export function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function withHeaders(request: PreparedRequest, headers: Record<string, string>): PreparedRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

function withQuery(request: PreparedRequest, name: string, value: string): PreparedRequest {
  const url = new URL(request.url);
  url.searchParams.set(name, value);
  return { ...request, url };
}

function needed(key: string): string {
  if (key === '') throw new Error('the signing key is not set');
  return key;
}

// OASIS Web Services Security, UsernameToken profile 1.0, part 3: digest over nonce, time and password.
function wsse(username: string, password: string, now: number): Record<string, string> {
  const nonce = randomBytes(16);
  const created = new Date(now).toISOString();
  const digest = createHash('sha1').update(nonce).update(created).update(password).digest('base64');
  const token = `UsernameToken Username="${username}", PasswordDigest="${digest}"`;
  return {
    Authorization: 'WSSE profile="UsernameToken"',
    'X-WSSE': `${token}, Nonce="${nonce.toString('base64')}", Created="${created}"`,
  };
}
