import { XMLParser } from 'fast-xml-parser';

/** What a vendor answered or sent, read once: its text, and its body as JSON whatever it was written in. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  text: string;
  json: unknown;
  format: 'json' | 'xml' | 'form' | 'text';
};

type XmlShape = { lists: readonly string[]; unwrap?: boolean | undefined };

const MAX_XML_DEPTH = 60;
const LESS = '<'.charCodeAt(0);
const MORE = '>'.charCodeAt(0);

/** Reads a body as JSON, XML or a form, by its look rather than by what the sender calls it. */
export function parseBody(
  body: string,
  contentType: string,
  xml: XmlShape = { lists: [] },
): Pick<Answer, 'json' | 'format'> {
  const start = body.trimStart().slice(0, 1);
  if (start === '<') return xmlBody(body, xml);
  if (contentType.includes('x-www-form-urlencoded') && start !== '{' && start !== '[')
    return { json: formToJson(body), format: 'form' };
  try {
    return { json: JSON.parse(body), format: 'json' };
  } catch {
    return { json: null, format: 'text' };
  }
}

function xmlBody(body: string, { lists, unwrap }: XmlShape): Pick<Answer, 'json' | 'format'> {
  // A document type can define entities that grow without end or name files: none is ever read.
  if (/<!(DOCTYPE|ENTITY)/i.test(body) || depthOf(body) > MAX_XML_DEPTH) return { json: null, format: 'xml' };
  try {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      removeNSPrefix: true,
      parseTagValue: false,
      parseAttributeValue: false,
      isArray: (name) => lists.includes(name),
    });
    const json: unknown = parser.parse(body);
    return { json: unwrap ? innerOf(json) : json, format: 'xml' };
  } catch {
    return { json: null, format: 'xml' };
  }
}

function innerOf(json: unknown): unknown {
  const roots = Object.entries(json ?? {}).filter(([name]) => !name.startsWith('?'));
  return roots.length === 1 ? roots[0]?.[1] : json;
}

// Elements that are never closed count as nesting too: the parser would descend into them. One pass, whatever comes.
function depthOf(xml: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < xml.length; at += 1) {
    const character = xml.charCodeAt(at);
    if (character === LESS && xml[at + 1] === '/') depth -= 1;
    else if (character === LESS && xml[at + 1] !== '?' && xml[at + 1] !== '!') depth += 1;
    else if (character === MORE && xml[at - 1] === '/') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function formToJson(body: string): Record<string, string | string[]> {
  const json: Record<string, string | string[]> = Object.create(null);
  let fields = 0;
  for (const [key, value] of new URLSearchParams(body)) {
    fields += 1;
    if (fields > 1_000) break;
    const before = json[key];
    json[key] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return { ...json };
}
