import type { CDPSession, Page } from '@playwright/test';

const SUFFIXES = {
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
} as const;

export interface TypeOptions {
  suffix?: keyof typeof SUFFIXES;
  /** ms between two keys, by place */
  gapMs?: (place: number) => number;
  /** each key only after the page has dealt with the one before: a person, who is slower than any page */
  oneByOne?: boolean;
}

/**
 * A scanner (or a person) at the keyboard. The time of every key is set from outside, as an operating system
 * does, so a busy test machine can't blur the gaps.
 */
export class Keyboard {
  private readonly session: CDPSession;
  private lastAt = 0;

  private constructor(session: CDPSession) {
    this.session = session;
  }

  static async of(page: Page): Promise<Keyboard> {
    return new Keyboard(await page.context().newCDPSession(page));
  }

  async type(text: string, { suffix, gapMs = () => 8, oneByOne = false }: TypeOptions = {}): Promise<void> {
    const sent: Promise<unknown>[] = [];
    const keys = [...text].map((key) => ({
      key,
      text: key,
      code: codeOf(key),
      windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0),
    }));
    const all = [...keys, ...(suffix ? [SUFFIXES[suffix]] : [])];
    const gaps = all.map((_, place) => (place > 0 ? gapMs(place) / 1_000 : 0));
    // No key may go down in the future: nobody scans twice within 0.3 s, and the last key goes down now.
    const began = this.lastAt + 0.3;
    const until = (began + gaps.reduce((sum, gap) => sum + gap, 0)) * 1_000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, until - Date.now())));
    let at = Date.now() / 1_000 - gaps.reduce((sum, gap) => sum + gap, 0);
    for (const [place, key] of all.entries()) {
      at += gaps[place] ?? 0;
      const press = this.session
        .send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp: at, ...key })
        .then(() => this.session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: at, ...key }));
      if (oneByOne) await press;
      else sent.push(press);
    }
    this.lastAt = at;
    await Promise.all(sent);
  }
}

function codeOf(key: string): string {
  if (/\d/.test(key)) return `Digit${key}`;
  return /[a-z]/i.test(key) ? `Key${key.toUpperCase()}` : '';
}
