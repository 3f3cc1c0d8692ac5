import { useTranslation } from 'react-i18next';
import hub from './hub.module.css';
import type { LogRow, TestResult } from './hub-types.ts';

/** What went out and what came back, as the server masked it. */
export interface Exchange {
  request: Part & { line: string };
  response: Part;
}

interface Part {
  headers: Record<string, string>;
  body: string;
}

export function exchangeOfTrace({
  method,
  url,
  requestHeaders,
  requestBody,
  responseHeaders,
  responseBody,
}: NonNullable<TestResult['trace']>): Exchange {
  return {
    request: { line: `${method} ${url}`, headers: requestHeaders, body: requestBody },
    response: { headers: responseHeaders, body: responseBody },
  };
}

/** Null for what was no call. */
export function exchangeOfLog({ request, response }: Pick<LogRow, 'request' | 'response'>): Exchange | null {
  const [sent, came] = [request, response] as ({ [name: string]: unknown } | null)[];
  if (!sent) return null;
  const part = (from: { [name: string]: unknown } | null | undefined): Part => ({
    headers: (from?.headers ?? {}) as Record<string, string>,
    body: typeof from?.body === 'string' ? from.body : '',
  });
  const line = [sent.method, sent.url ?? sent.path].filter((word) => typeof word === 'string').join(' ');
  // A change of a connection says what changed in words of its own.
  if (line === '') return { request: { line: '', headers: {}, body: pretty(sent) }, response: part(came) };
  return { request: { line, ...part(sent) }, response: part(came) };
}

/** Masked request and response, folded until somebody wants to see them. */
export function ExchangeShown({ exchange, open = false }: { exchange: Exchange; open?: boolean }) {
  const { t } = useTranslation('integrations');
  const { request, response } = exchange;
  return (
    <details className={hub.more} open={open} data-testid="exchange">
      <summary>{t('result.exchange')}</summary>
      <div>
        <strong>{t('result.request')}</strong>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached without a mouse */}
        <pre className={hub.code} tabIndex={0}>
          {said([request.line, headerLines(request.headers), pretty(request.body)], t('result.nothing'))}
        </pre>
        <strong>{t('result.response')}</strong>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
        <pre className={hub.code} tabIndex={0}>
          {said([headerLines(response.headers), pretty(response.body)], t('result.nothing'))}
        </pre>
      </div>
    </details>
  );
}

function said(parts: string[], nothing: string): string {
  return parts.filter((part) => part !== '').join('\n\n') || nothing;
}

export function headerLines(headers: Record<string, string>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** JSON with its indents; anything else as it came. */
export function pretty(body: unknown): string {
  if (typeof body !== 'string') return JSON.stringify(body, null, 2);
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
