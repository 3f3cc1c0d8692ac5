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
    let at = Math.max(Date.now() / 1_000, this.lastAt + 0.3);
    const sent: Promise<unknown>[] = [];
    const keys = [...text].map((key) => ({
      key,
      text: key,
      code: codeOf(key),
      windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0),
    }));
    for (const [place, key] of [...keys, ...(suffix ? [SUFFIXES[suffix]] : [])].entries()) {
      if (place > 0) at += gapMs(place) / 1_000;
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
