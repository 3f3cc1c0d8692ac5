import type { CallTarget } from './call-target.ts';

export type Masker = {
  text(value: string): string;
  /** A body of at most 4 KB, masked by known values and by the names of its members. */
  body(value: string): string;
  headers(values: Record<string, string>): Record<string, string>;
  url(value: string): string;
};

const HIDDEN = '***';
const MAX_BODY = 4_096;
const MAX_READ = 65_536;
const SECRET_NAME =
  /secret|passw|token(?!type)|signature|apikey|serverkey|clientkey|privatekey|authorization|cookie|credential|^pin$|^cvv$|^cvn$|cardnumber|accountdetails/;
const PERSONAL_NAME =
  /email|phone|msisdn|mobilenumber|buyername|custname|customername|firstname|lastname|givennames|surname|virtualaccountname|sendername/;

/** Hides what must not be stored or shown: known secrets in every spelling they travel in, and telling names. */
export function createMasker(target: CallTarget, more: readonly string[] = []): Masker {
  const known = [...Object.values(target.secrets), ...more].flatMap(spellings);
  const words = [...new Set(known)].filter((word) => word.length >= 4).sort((a, b) => b.length - a.length);
  const text = (value: string) =>
    words.reduce((masked, word) => (masked.includes(word) ? masked.split(word).join(HIDDEN) : masked), value);
  return {
    text,
    body: (value) => {
      const whole = value.length <= MAX_READ;
      const masked = byName(text(whole ? value : value.slice(0, MAX_READ)));
      if (whole && masked.length <= MAX_BODY) return masked;
      // A secret cut in two by the first cut is not recognised, so the second leaves that place out.
      const end = whole ? MAX_BODY : Math.min(MAX_BODY, masked.length - (words[0]?.length ?? 0));
      return `${masked.slice(0, Math.max(0, end - 1))}…`;
    },
    headers: (values) =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, isTelling(name) ? HIDDEN : text(value)]),
      ),
    url: (value) => formByName(text(value), /[?&]/),
  };
}

function isTelling(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  return SECRET_NAME.test(plain) || PERSONAL_NAME.test(plain);
}

function byName(body: string): string {
  const start = body.trimStart()[0];
  if (start === '<')
    return body.replace(
      /<([\w:.-]{1,80})((?:\s[^<>]{0,2000})?)>([^<]+)</g,
      (all, tag: string, rest: string) => (isTelling(tag) ? `<${tag}${rest}>${HIDDEN}<` : all),
    );
  if (start === '{' || start === '[')
    return body.replace(
      /"([\w.$[\] -]{1,80})"(\s{0,20}:\s{0,20})("(?:[^"\\]|\\.)*"?|-?[\d.]+)/g,
      (all, name: string, colon: string) => (isTelling(name) ? `"${name}"${colon}"${HIDDEN}"` : all),
    );
  return formByName(body, /^|&/);
}

function formByName(value: string, separators: RegExp): string {
  if (!value.includes('=')) return value;
  const pattern = new RegExp(`(${separators.source})([^=&?#]{1,120})=([^&#]*)`, 'g');
  return value.replace(pattern, (all, separator: string, name: string) =>
    isTelling(decoded(name)) ? `${separator}${name}=${HIDDEN}` : all,
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function spellings(secret: string): string[] {
  if (secret.length < 4) return [];
  const lines = secret.split(/\\n|\s/).filter((line) => line.length >= 16 && !line.startsWith('-----'));
  return [
    secret,
    ...lines,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
    Buffer.from(`${secret}:`).toString('base64'),
    Buffer.from(secret).toString('hex'),
  ];
}
