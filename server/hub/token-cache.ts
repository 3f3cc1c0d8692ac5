export type Token = { value: string; expiresAt: number };

/** Where tokens wait until they expire. `once` makes callers that need the same token share one exchange. */
export type TokenCache = {
  get(key: string): Promise<Token | undefined> | Token | undefined;
  set(key: string, token: Token): Promise<void> | void;
  delete(key: string): Promise<void> | void;
  once(key: string, exchange: () => Promise<Token>): Promise<Token>;
};

const MAX_TOKENS = 10_000;

/** Tokens of this process. Two processes each fetch their own, which vendors allow. */
export function createTokenCache(): TokenCache {
  const tokens = new Map<string, Token>();
  const running = new Map<string, Promise<Token>>();
  return {
    get: (key) => tokens.get(key),
    set: (key, token) => {
      if (tokens.size >= MAX_TOKENS) tokens.clear();
      tokens.set(key, token);
    },
    delete: (key) => {
      tokens.delete(key);
    },
    once: (key, exchange) => {
      const already = running.get(key);
      if (already) return already;
      const started = exchange().finally(() => running.delete(key));
      running.set(key, started);
      return started;
    },
  };
}
